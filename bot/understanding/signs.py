"""Messages without a single word: a thumb up, faces."""

from __future__ import annotations

import unicodedata

_YES = frozenset("👍👌🆗💯🙆✅")
_NO = frozenset("👎🙅❌")
_PICTURE = "So"


def only_pictures(text: str) -> bool:
    """Whether a message is made of emoji, with no letter and no figure beside them."""
    return _has_no_words(text) and any(unicodedata.category(character) == _PICTURE for character in text)


def sign_of_assent(text: str) -> bool | None:
    """True for a thumb up, False for one down, None where words come with it or the signs say neither."""
    if not _has_no_words(text):
        return None
    if set(text) & _YES:
        return True
    return False if set(text) & _NO else None


def _has_no_words(text: str) -> bool:
    return not any(character.isalnum() for character in text)
