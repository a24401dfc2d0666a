"""What the trained reader of choices adds to what the rules have read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.understanding.choosing import choose
from bot.understanding.message import Message
from bot.understanding.phrase import Hit
from bot.understanding.reply import Reply, asks_back, reply_clauses
from bot.understanding.scopes import Scope
from bot.understanding.trained.choices import TrainedChoices, best_guesses
from bot.understanding.trained.segments import marked_text
from bot.understanding.vocabulary import load_vocabulary

# What a merchant means to do or asks for is said in words of its own kind; a guess must not put it in their mouth.
_ONLY_BY_RULE = frozenset({"forbidden_request", "asker", "fact_misread"})
# What is sold is known by its names; characters alone mislead.
_LEAST_SURE_OF = {"category": 0.7}
_NOT_OWN = frozenset({Scope.SUPPOSED, Scope.OTHERS, Scope.ELSEWHERE, Scope.PEERS, Scope.ASKED})
# What is guessed of a whole stretch must not stand in its end alone: 我没说过要加预算.
_NOT_MEANT = frozenset({Scope.SUPPOSED, Scope.ASKED})
# Kana and Hangul: what looks like nothing ever learned looks like anything.
_OTHER_SCRIPT = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_PLANS = "planned_action"
_PLANS_THAT_REFUSE = frozenset({"维持不动", "无", "停投", "停换达人", "推迟开播", "只靠大促"})


def trained_hits(trained: TrainedChoices, message: Message, told: Collection[str], asked: Sequence[str]) -> list[Hit]:
    """The likeliest value of each variable that is not told yet; of a list, all that are likely."""
    variables = load_vocabulary().variables
    numbers = {level: number for number, level in load_vocabulary().levels.items()}
    hits: list[Hit] = []
    for variable, guesses in best_guesses(trained.stated(message)).items():
        if variable in told or variable in _ONLY_BY_RULE or numbers.get(variable) in told:
            continue
        least = _LEAST_SURE_OF.get(variable, 0.0)
        own = [guess.hit for guess in guesses if guess.probability >= least and _is_own(message, guess.hit)]
        hits += own if variables[variable].type == "choices" else own[:1]
    return choose(message, hits, asked)


def _is_own(message: Message, hit: Hit) -> bool:
    """Whether a stretch speaks of the shop as it is, in Chinese; a plan in it must not be refused."""
    if _OTHER_SCRIPT.search(message.text[hit.start : hit.end]):
        return False
    first, last = message.scopes(hit.start), message.scopes(hit.end - 1)
    if first & _NOT_OWN or last & _NOT_MEANT:
        return False
    is_plan = hit.variable == _PLANS and hit.value not in _PLANS_THAT_REFUSE
    return not (is_plan and Scope.REFUSAL in first | last)


def trained_replies(trained: TrainedChoices, message: Message, asked: Sequence[str]) -> Iterator[Reply]:
    """What a reply that tells nothing else, and without any phrase of the vocabulary, most likely answers."""
    if asks_back(message, 0) or message.scopes(0) & _NOT_OWN:
        return
    variables = load_vocabulary().variables
    clauses = list(reply_clauses(message))
    if not clauses:
        return
    start, end = clauses[0].start, clauses[-1].end
    for variable in (variables[one] for one in asked):
        level = variables[variable.coarse] if variable.coarse else variable
        if level.type not in ("choice", "choices"):
            continue
        values = trained.replied(marked_text(message.text[start:end]), level.id, level.values)
        if values:
            yield Reply(level.id, "known", start, end, values=tuple(values if level.type == "choices" else values[:1]))
