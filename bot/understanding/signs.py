"""Messages without a single word: a thumb up, faces, question marks."""

from __future__ import annotations

_YES = frozenset("👍👌🆗💯🙆✅")
_NO = frozenset("👎🙅❌")


def only_signs(text: str) -> bool:
    """Whether there is no letter and no figure in it."""
    return not any(character.isalnum() for character in text)


def sign_of_assent(text: str) -> bool | None:
    """True for a thumb up, False for one down, None where words come with it or the signs say neither."""
    if not only_signs(text):
        return None
    if set(text) & _YES:
        return True
    return False if set(text) & _NO else None
