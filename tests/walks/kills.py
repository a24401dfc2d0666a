"""`python -m tests.walks.kills 20 [SEED]`: the real servers, one of them killed at a random moment around each message.

After each kill the merchant says something else, and the client sends once more what has had no answer. At the end
everything told is known, and every message stands in the history once, with its answer.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.bot.launcher.test_faults import ACTIONS, DIALOGUE, send_and_kill, send_until_answered
from tests.conftest import Advisor, Conversation

# From before a message arrives until after its answer has left.
LONGEST_SECONDS = 0.3
CALM_SECONDS = 13.0
ASIDE = "谢谢"
# One figure a message, none of which another one changes.
TELLING = {
    "avg_stay_sec": ("停留{}秒", 28),
    "price_avg": ("客单价{}", 89),
    "experience_score": ("体验分{}", 4.8),
    "team_size": ("团队{}个人", 5),
    "sku_count": ("{}个链接", 12),
}


def main() -> None:
    kills, dice = int(sys.argv[1]), random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        advisor = Advisor(Path(folder) / "var")
        advisor.start()
        try:
            while done.total() < kills:
                done += _one_conversation(advisor, dice)
                print(f"{dict(done)}", flush=True)
        finally:
            advisor.stop()
    print(f"{done.total()} kills, nothing lost and nothing answered twice")


def _one_conversation(advisor: Advisor, dice: random.Random) -> Counter[str]:
    conversation, killed = advisor.new_conversation(), Counter[str]()
    for number, (words, figure) in enumerate(TELLING.values()):
        module, message = dice.choice((ACTIONS, DIALOGUE)), {"text": words.format(figure), "id": f"m{number}"}
        send_and_kill(conversation, message, module, dice.uniform(0, LONGEST_SECONDS))
        send_until_answered(conversation, {"text": ASIDE})
        send_until_answered(conversation, message)
        killed[module] += 1
        # The launcher takes five deaths of a server within a minute for a fault that no restart cures.
        time.sleep(CALM_SECONDS)
    _check(conversation)
    return killed


def _check(conversation: Conversation) -> None:
    situation, history = conversation.situation(), conversation.history()
    said = [message["text"] for message in history if message["from"] == "merchant"]
    told = sorted(words.format(figure) for words, figure in TELLING.values())
    assert sorted(text for text in said if text != ASIDE) == told, f"lost or taken twice: {said}"
    assert {name: situation.get(name) for name in TELLING} == {name: figure for name, (_, figure) in TELLING.items()}
    for one, following in itertools.pairwise(history):
        assert "advisor" in (one["from"], following["from"]), f"not answered: {one['text']}"


if __name__ == "__main__":
    main()
