"""Why a launch fails."""

from __future__ import annotations


class LaunchError(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do."""
