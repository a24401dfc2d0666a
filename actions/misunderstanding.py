"""Messages nothing could be made of: other words each time, and after a while other ways on, a person among them."""

from __future__ import annotations

from actions.turn import Turn

# After so many of them in a row the shortest ways on are offered.
MOST_MISSES = 2


def not_understood(turn: Turn, text: str) -> None:
    """Says so with the text of that name."""
    turn.interview.misses += 1
    if turn.interview.misses > MOST_MISSES:
        turn.nudge(turn.vary("fallback_often"))
        offer_human(turn)
    else:
        turn.nudge(turn.vary("fallback_long" if turn.is_long else text))


def offer_human(turn: Turn) -> None:
    """A person is one tap away, beside whatever else is offered."""
    human = turn.texts.act_reply("ask_human")
    replies = turn.messages[-1].quick_replies
    if human not in replies:
        replies.append(human)
