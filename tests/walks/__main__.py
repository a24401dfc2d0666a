"""`python -m tests.walks 5000 [SEED]`: random walks until so many turns are done, and what they were made of."""

from __future__ import annotations

import os
import sys
import tempfile
import time

from bot.evaluation.quiet import quiet

# Conversations between two looks at the clock.
PIECE = 20


def main() -> None:
    """Ends with the story of the first promise that does not hold."""
    quiet()
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as var:
        os.environ["ADVISOR_VAR"] = var
        _walk(wanted, seed)


def _walk(wanted: int, first_seed: int) -> None:
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
    started, seed = time.monotonic(), first_seed
    while machine.acts.total() < wanted:
        run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=settings)
        seed += 1
        print(f"{machine.acts.total()} turns, {machine.conversations} conversations", file=sys.stderr, flush=True)
    seconds, turns = time.monotonic() - started, machine.acts.total() - machine.acts["guessed wrong"]
    print(f"{turns} turns in {machine.conversations} conversations, every promise held")
    print(f"{1000 * seconds / turns:.0f} ms a turn with its checks")
    for act, count in machine.acts.most_common():
        print(f"{act:24} {count:6}")


if __name__ == "__main__":
    main()
