"""Several shops or live rooms of one merchant, kept apart: each has a memory of its own, one is in hand."""

from __future__ import annotations

import re

from actions.concluding import conclude, go_on
from actions.interview import LONGEST_NAME, Interview
from actions.interviewing import note_facts
from actions.replies import Message, QuickReply
from actions.returning import go_on_where_we_stood, note_return, where_we_stood
from actions.shop_names import find_other, is_in_hand
from actions.turn import InterviewAction, Turn

MOST_SHOPS = 5
# What a shop sells names it; said again on the way back to it, that is no news.
NAMING = ("category", "merchant_type")
_WANTS_CONCLUSION = re.compile(r"结论|诊断|报告|怎么样|咋样|问题在哪")


class SwitchShop(InterviewAction):
    """Turns to another shop, by its name or the one there is, or to a new one; asks which when that is not clear."""

    act = "switch_shop"

    def answer(self, turn: Turn) -> None:
        interview, spoken = turn.interview, turn.shop_spoken_of
        if spoken.get("kind") in _ABOUT_ALL:
            _ABOUT_ALL[spoken["kind"]](turn, spoken["name"])
            return
        name, kind = spoken.get("name", "")[:LONGEST_NAME], spoken.get("kind", "other")
        known = find_other(interview, name) if name else None
        only = next(iter(interview.shops)) if len(interview.shops) == 1 and kind == "back" and not name else None
        if known or only:
            _go_back(turn, known or only or "")
        elif name and is_in_hand(interview, name) and kind != "new":
            if _tells_more_than_its_name(turn) and note_facts(turn):
                return
            if _WANTS_CONCLUSION.search(turn.words) and interview.facts:
                conclude(turn)
                return
            turn.repeat_question(turn.texts.get("shop_in_hand", name=_name_in_hand(turn)))
        elif kind == "back" and name and interview.shops:
            _ask_which(turn, turn.texts.get("shop_unknown", name=name))
        elif kind == "new" or not interview.shops:
            _begin(turn, name)
        else:
            _ask_which(turn, turn.texts.get("shop_which"))


def _begin(turn: Turn, name: str) -> None:
    """A new shop; while nothing is known of the one in hand, that is the one meant."""
    interview = turn.interview
    if not interview.facts:
        interview.shop = _unused(interview, name) if name else ""
        if not note_facts(turn):
            go_on(turn, turn.texts.get("start"))
    elif len(interview.shops) + 1 >= MOST_SHOPS:
        _ask_which(turn, turn.texts.get("shop_too_many", most=MOST_SHOPS))
    else:
        left = _set_aside(turn)
        note_return(turn)
        interview.shop = _unused(interview, name) if name else ""
        turn.messages.append(Message(turn.texts.get("shop_new", name=_name_in_hand(turn), left=left)))
        if not note_facts(turn):
            turn.ask_next()
        turn.messages[-1].quick_replies += _ways_to(turn, [left])


def _go_back(turn: Turn, name: str) -> None:
    interview = turn.interview
    memory = interview.shops.pop(name)
    if interview.facts or interview.announced:
        _set_aside(turn)
    interview.take_up(memory)
    interview.shop = name
    note_return(turn)
    turn.messages.append(Message(turn.texts.get("shop_back", name=name)))
    if _tells_more_than_its_name(turn) and note_facts(turn):
        return
    if _WANTS_CONCLUSION.search(turn.words) and interview.facts:
        conclude(turn)
    else:
        go_on_where_we_stood(turn, where_we_stood(turn))


def _tells_more_than_its_name(turn: Turn) -> bool:
    return any(fact["variable"] not in NAMING for fact in turn.facts())


def _list_shops(turn: Turn, _: str) -> None:
    """How many shops there are, which, and which is in hand."""
    others, name = list(turn.interview.shops), _name_in_hand(turn)
    said = turn.texts.get("shops_all", count=len(others) + 1, names="、".join([name, *others]), name=name)
    turn.messages.append(Message(said, _ways_to(turn, others)))


def _begin_several(turn: Turn, names: str) -> None:
    """我有两个店，一个卖女装一个卖零食: the first is taken in hand, the others wait."""
    interview = turn.interview
    new = [name for name in names.split("、") if not is_in_hand(interview, name) and not find_other(interview, name)]
    if interview.facts or interview.shops:
        new = new[: MOST_SHOPS - 1 - len(interview.shops)]
    else:
        interview.shop, *new = new[:MOST_SHOPS]
        interview.take(fact for fact in turn.facts() if fact["variable"] in NAMING and fact["text"] in interview.shop)
        interview.announced = True
    interview.shops |= {name: Interview(announced=True).of_the_shop() for name in new}
    others = list(interview.shops)
    said = turn.texts.get("shops_several", name=_name_in_hand(turn), others="、".join(others))
    turn.ask_next(said)
    turn.messages[-1].quick_replies += _ways_to(turn, others)


# What a message says of the shops without turning to one.
_ABOUT_ALL = {"all": _list_shops, "several": _begin_several}


def _set_aside(turn: Turn) -> str:
    """Puts the shop in hand with the others; returns its name."""
    interview, name = turn.interview, _name_in_hand(turn)
    interview.shops[name] = interview.of_the_shop()
    interview.take_up({})
    return name


def _name_in_hand(turn: Turn) -> str:
    """What the shop in hand is called, or sells, or else which number it is."""
    interview = turn.interview
    if interview.shop:
        return interview.shop
    number = turn.texts.get("shop_nameless", number=len(interview.shops) + 1)
    return _unused(interview, interview.name_in_hand or number)


def _unused(interview: Interview, name: str) -> str:
    """The name, or with a number behind it when another shop has it."""
    names = [name, *(f"{name}{number}" for number in range(2, MOST_SHOPS + 2))]
    return next(one for one in names if one not in interview.shops)


def _ask_which(turn: Turn, said: str) -> None:
    others = list(turn.interview.shops)
    new = {"title": turn.texts.get("button_new_shop"), "choice": "shop:"}
    turn.messages.append(Message(said, [*_ways_to(turn, others), new]))


def _ways_to(turn: Turn, names: list[str]) -> list[QuickReply]:
    return [{"title": turn.texts.get("button_shop", name=name), "choice": f"shop:{name}"} for name in names]
