"""What a turn costs, through the real servers over HTTP, against a bare Rasa bot in the same run: `make bench`.

The same ten messages go to both, conversation by conversation in turn; the last of them starts over, so that every
ten turns are the same work. The bare bot has the same pipeline, answers all with one utterance, and keeps its
conversations in SQLite too.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bot.evaluation.bare_bot import SQLITE, BareBot
from tests.conftest import Advisor

MESSAGES = (
    "我做女装的，播了三个月，千川一天三千，停留十五六秒，转化不到1%",
    "体验分4.8",
    "为什么问这个",
    "客单价89，退货率四成",
    "不清楚",
    "GPM是什么",
    "不对，停留是二十八秒",
    "看看我都说了啥",
    "直接看结论",
    "重新开始",
)
CONVERSATIONS = 8
LONG_CONVERSATION = 300
CLIENTS = 16
CONVERSATIONS_EACH = 1
START_SECONDS = 120.0

# Sends one message of a conversation and insists on an answer.
Say = Callable[[str], None]
# Opens a conversation.
Open = Callable[[], Say]


class Client:
    """A bot over HTTP: `open` begins a conversation."""

    def __init__(self, open_conversation: Open) -> None:
        self.open = open_conversation

    def times(self, turns: int) -> list[float]:
        """Milliseconds of each turn of a new conversation."""
        say, times = self.open(), []
        for turn in range(turns):
            started = time.perf_counter()
            say(MESSAGES[turn % len(MESSAGES)])
            times.append(1000 * (time.perf_counter() - started))
        return times

    def throughput(self) -> tuple[float, int]:
        """Turns a second with all clients at once, and how many of them failed."""
        failures: list[Exception] = []

        def talk() -> None:
            try:
                for _ in range(CONVERSATIONS_EACH):
                    self.times(len(MESSAGES))
            except Exception as failure:  # every kind counts
                failures.append(failure)

        threads = [threading.Thread(target=talk) for _ in range(CLIENTS)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return CLIENTS * CONVERSATIONS_EACH * len(MESSAGES) / (time.perf_counter() - started), len(failures)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        advisor = Advisor(folder / "var")
        advisor.start()
        try:
            (folder / "bare").mkdir()
            with BareBot(folder / "bare", SQLITE).running() as address:
                _measure(Client(lambda: _with_bare(address)), Client(lambda: _with_advisor(advisor)))
        finally:
            advisor.stop()


def _measure(bare: Client, advisor: Client) -> None:
    _wait_for(bare)
    for client in (bare, advisor):
        client.times(len(MESSAGES))
    bare_times, advisor_times = [], []
    for _ in range(CONVERSATIONS):
        bare_times += bare.times(len(MESSAGES))
        advisor_times += advisor.times(len(MESSAGES))
    print(f"{'milliseconds a turn':34} {'bare':>8} {'advisor':>8}    ratio")
    _line("median (at most 2)", statistics.median(bare_times), statistics.median(advisor_times))
    _line("95th percentile (at most 2.5)", _p95(bare_times), _p95(advisor_times))
    for place, message in enumerate(MESSAGES):
        every = slice(place, None, len(MESSAGES))
        _line(f"  {message[:12]}", statistics.median(bare_times[every]), statistics.median(advisor_times[every]))
    long = advisor.times(LONG_CONVERSATION)
    tenth, last = sum(long[: 2 * len(MESSAGES)]) / 2, sum(long[-2 * len(MESSAGES) :]) / 2
    print(f"{'ten turns at 10 and at 300 (1.2)':34} {tenth:8.1f} {last:8.1f} {last / tenth:8.2f}")
    (bare_rate, bare_errors), (rate, errors) = bare.throughput(), advisor.throughput()
    print(f"{f'{CLIENTS} clients, turns/s (0.5)':34} {bare_rate:8.1f} {rate:8.1f} {rate / bare_rate:8.2f}")
    print(f"{f'{CLIENTS} clients, errors (none)':34} {bare_errors:8} {errors:8}")


def _line(name: str, bare: float, advisor: float) -> None:
    print(f"{name:34} {bare:8.1f} {advisor:8.1f} {advisor / bare:8.2f}", flush=True)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _with_bare(address: str) -> Say:
    place, sender = urlsplit(address), uuid.uuid4().hex
    connection = http.client.HTTPConnection(place.netloc, timeout=30)
    return lambda text: _post(connection, place.path, {}, {"sender": sender, "message": text})


def _with_advisor(advisor: Advisor) -> Say:
    conversation = advisor.new_conversation()
    connection = http.client.HTTPConnection("127.0.0.1", advisor.port, timeout=30)
    headers = {"Authorization": f"Bearer {conversation.token}"}
    path = f"/api/v1{conversation.path}/messages"
    return lambda text: _post(connection, path, headers, {"text": text, "id": uuid.uuid4().hex})


def _post(connection: http.client.HTTPConnection, path: str, headers: dict[str, str], body: dict[str, str]) -> None:
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
    response = connection.getresponse()
    answer = json.loads(response.read())
    if response.status != http.HTTPStatus.OK or not answer:
        raise RuntimeError(f"{path} answered {response.status} with {answer}")


def _wait_for(client: Client) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            client.times(1)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
