"""The way to a person."""

from __future__ import annotations

import os

from actions.replies import Texts

# Whom to turn to, in words; set by those who run the advisor.
CONTACT_VARIABLE = "ADVISOR_CONTACT"


def contact(texts: Texts) -> str:
    """Whom a merchant can turn to."""
    return os.environ.get(CONTACT_VARIABLE) or texts.get("contact_default")
