"""Which pages may use the API from a browser: the server's own, and those of the origins named in the settings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channel.errors import ApiError, Problem
from bot.channel.settings import DEFAULT_PORTS

# Chromium remembers the answer to a preflight for no longer than this.
_PREFLIGHT_SECONDS = 7200
_PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": str(_PREFLIGHT_SECONDS),
}


class Origins:
    """Judges the `Origin` that a browser sends. Programs send none and are let through: no page fools them."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = allowed

    @property
    def frame_ancestors(self) -> str:
        """The value of the directive of that name, for what may be framed by the same pages."""
        return " ".join(("'self'", *self._allowed))

    def check(self, origin: str | None, host: str) -> None:
        """Raises ApiError for a page that is neither named nor of this server, which the browser reached as `host`."""
        if origin is not None and origin not in self._allowed and not _is_own(origin, host):
            raise ApiError(Problem.FOREIGN_ORIGIN)

    def headers(self, origin: str | None) -> dict[str, str]:
        """What lets the page read an answer."""
        # Also where nothing is allowed: a cache must not hand that answer to another page.
        headers = {"Vary": "Origin"}
        if origin is not None and origin in self._allowed:
            headers |= {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After"}
        return headers

    def preflight_headers(self, origin: str) -> dict[str, str]:
        """What the page may send."""
        return _PREFLIGHT_HEADERS if origin in self._allowed else {}


def _is_own(origin: str, host: str) -> bool:
    scheme, _, authority = origin.partition("://")
    return scheme in DEFAULT_PORTS and authority == host.lower().removesuffix(DEFAULT_PORTS[scheme])
