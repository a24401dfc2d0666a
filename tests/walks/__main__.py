"""`python -m tests.walks 5000 [SEED]`: random walks until so many turns are done, and the figures."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from bot.evaluation.quiet import quiet


def main() -> int:
    quiet()
    # Rasa takes seconds to import and has to be silenced first.
    from tests.knowledge.merchants import merchants
    from tests.walks.conversation import Advisor
    from tests.walks.walk import MOVES, BrokenPromiseError, Walk

    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    advisor, started = Advisor(), time.monotonic()
    turns, walks, broken = 0, 0, Counter[str]()
    for number, merchant in enumerate(merchants(wanted, seed)):
        if turns >= wanted:
            break
        dice = random.Random(f"walk-{seed}-{number}")
        walk = Walk(advisor, merchant, dice)
        try:
            for _ in range(dice.randint(10, 50)):
                walk.move(dice.choice(MOVES))
            walk.finish()
        except BrokenPromiseError as reason:
            broken[str(reason).split(":")[0].split("{")[0]] += 1
            print(f"\nmerchant {number}: {reason}", flush=True)
        turns, walks = turns + walk.turns, walks + 1
    seconds = time.monotonic() - started
    print(f"\n{turns} turns in {walks} walks, {1000 * seconds / turns:.0f} ms a turn")
    print(f"promises broken: {sum(broken.values())} {dict(broken) or ''}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
