"""`python -m tests.walks 5000 [SEED]`: random walks until so many turns are done, and what they were made of."""

from __future__ import annotations

import os
import sys
import tempfile
import time

from bot.evaluation.quiet import quiet

# Conversations between two looks at the clock.
PIECE = 20


def main() -> int:
    """Tells the story of every promise that does not hold; then the exit status is 1."""
    quiet()
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as var:
        os.environ["ADVISOR_VAR"] = var
        return _walk(wanted, seed)


def _walk(wanted: int, first_seed: int) -> int:
    # Rasa prints what it parses unless it is silenced before it is imported.
    import hypothesis
    from hypothesis.stateful import run_state_machine_as_test

    from tests.walks.advisor import AdvisorHere
    from tests.walks.machine import MerchantMachine

    machine = MerchantMachine.talking_to(AdvisorHere())
    settings = hypothesis.settings(
        max_examples=PIECE,
        stateful_step_count=20,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    started, seed, broken = time.monotonic(), first_seed, 0
    while machine.acts.total() < wanted:
        try:
            run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=settings)
        except AssertionError as story:
            broken += 1
            print(f"\nseed {seed}: {story}\n", flush=True)
        seed += 1
        print(f"{machine.acts.total()} turns, {machine.conversations} conversations", file=sys.stderr, flush=True)
    seconds, turns = time.monotonic() - started, machine.acts.total() - machine.acts["guessed wrong"]
    print(
        f"{turns} turns in {machine.conversations} conversations, {1000 * seconds / turns:.0f} ms each with its checks"
    )
    print(f"promises broken: {broken}")
    for act, count in machine.acts.most_common():
        print(f"{act:24} {count:6}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
