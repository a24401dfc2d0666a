"""What every request to the API, and for a report, passes before anything is done for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.addresses import address_of
from bot.channel.errors import ApiError
from bot.channel.limits import OF_ADDRESS, OF_CONVERSATION, OF_OPENING, Buckets
from bot.channel.origins import Origins
from bot.channel.settings import ChannelSettings

Explain = Callable[[Request, Exception], HTTPResponse]


class Gate:
    """Stands before all addresses below `prefixes`, also those that do not exist; `explain` words a refusal."""

    def __init__(self, settings: ChannelSettings, prefixes: Sequence[str], explain: Explain) -> None:
        self._origins = Origins(settings.origins)
        self._proxies = settings.proxies
        self._requests = Buckets(OF_ADDRESS.times(settings.limit_factor))
        self._openings = Buckets(OF_OPENING.times(settings.limit_factor))
        self._turns = Buckets(OF_CONVERSATION.times(settings.limit_factor))
        self._prefixes = tuple(f"{prefix}/" for prefix in prefixes)
        self._explain = explain

    def install(self, app: Sanic) -> None:
        app.config.PROXIES_COUNT = self._proxies
        # In front of Rasa's own CORS, which would answer every preflight.
        app.request_middleware.appendleft(self._screen)
        app.register_middleware(self._mark, "response")

    def count_opening(self, request: Request) -> None:
        """Raises ApiError when too many conversations were asked for from one address."""
        self._openings.take(address_of(request))

    def count_use(self, conversation: str) -> None:
        """Raises ApiError when a conversation is used too often. To be asked for an admitted caller only.

        Else whoever knows its id could keep the merchant out of it.
        """
        self._turns.take(conversation)

    def _screen(self, request: Request) -> HTTPResponse | None:
        """An answer instead of the one that was asked for, if any.

        Returned, not raised: where the address is unknown already, Sanic has nobody left to catch it.
        """
        if not self._concerns(request):
            return None
        origin = request.headers.get("Origin")
        try:
            self._requests.take(address_of(request))
            self._origins.check(origin, request.host)
        except ApiError as refusal:
            return self._explain(request, refusal)
        if origin is not None and request.method == "OPTIONS":
            return HTTPResponse(status=204, headers=self._origins.preflight_headers(origin))
        return None

    def _mark(self, request: Request, response: HTTPResponse) -> None:
        if self._concerns(request):
            response.headers.update(self._origins.headers(request.headers.get("Origin")))

    def _concerns(self, request: Request) -> bool:
        return bool(request.path.startswith(self._prefixes))
