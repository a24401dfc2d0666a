"""Who a merchant is in the host page's eyes: a JWT that the page's server has signed with the key it shares with us."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import jwt

from bot.channel import clock
from bot.channel.errors import ApiError, Problem

_ALGORITHM = "HS256"
_LONGEST_SUBJECT = 128
_LONGEST_LIFE_SECONDS = 24 * 60 * 60
# When it ends is checked below, by the advisor's own clock. For whom else it is, and when it was signed by a clock that
# may be ahead of ours, is nothing to us.
_UNUSED: jwt.types.Options = {"verify_exp": False, "verify_aud": False, "verify_iat": False}
# Keeps what is stored apart from signatures, which are made with the same key but never over such bytes.
_STORED = b"merchant:"


class Identities:
    """Reads identities signed with `key`; without a key there are none."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def merchant(self, identity: str) -> bytes:
        """What stands for the merchant in our files; nobody without the key can tell whom.

        Raises ApiError: no key, or the identity is not signed with it, has expired, lasts too long or names nobody.
        """
        if self._key is None:
            raise ApiError(Problem.IDENTITY_UNAVAILABLE)
        subject = _subject(_verified(identity, self._key))
        return hmac.new(self._key.encode(), _STORED + subject, hashlib.sha256).digest()


def _verified(identity: str, key: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(identity, key, algorithms=[_ALGORITHM], options=_UNUSED)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise ApiError(Problem.BAD_IDENTITY) from None
    return claims


def _subject(claims: dict[str, Any]) -> bytes:
    subject, expires = claims.get("sub"), claims.get("exp")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise ApiError(Problem.BAD_IDENTITY)
    if not isinstance(expires, (int, float)) or not 0 < expires - clock.now().timestamp() <= _LONGEST_LIFE_SECONDS:
        raise ApiError(Problem.BAD_IDENTITY)
    return subject.encode("utf-8", "surrogatepass")
