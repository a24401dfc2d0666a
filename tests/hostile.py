"""What a hostile merchant may write into a message or call a shop, a creator or a plan; one attempt a line."""

from __future__ import annotations

from pathlib import Path

PAYLOADS = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").splitlines()
# Attempts enough for each way a browser is known to be talked into something.
FEWEST = 60
assert len(set(PAYLOADS)) >= FEWEST
