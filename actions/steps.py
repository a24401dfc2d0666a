"""Questions about the advice itself: 第一步具体咋弄, 下一个, 做完了, 听不懂，说人话, 达人那块咋办."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from actions.replies import Message
from knowledge import write_report

if TYPE_CHECKING:
    from actions.turn import Turn

_NUMBERS = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3}
_UNIT = r"(?:步|条|个|件|点|项)"
_ASKED_FOR = re.compile(rf"第(?P<number>[一二两三123]){_UNIT}(?P<rest>.*)$")
_OF_A_STEP = re.compile(
    r"^[^，。！？；]{0,6}(?:咋|怎么|如何|具体|详细|细说|展开|是啥|是什么|说的啥|讲讲|再说|说说|什么意思|啥意思|呢|$|[?？吧])"
)
_NO_USE = re.compile(r"(?:做|试|改|弄|照做).{0,6}(?:没用|没效果|不管用|没变化|没啥用|没反应|没起色|没动静|不见效)")
_NEXT = re.compile(
    r"^(?:那|好的?|然后|还有)?[，,\s]*(?:下一?[个步条件]|然后呢|接下来呢|还有呢|再往下呢?)(?:呢|吧|做啥|做什么|是啥)?[?？。]?$"
)
_DONE = re.compile(
    r"^(?:好的?|嗯|我|都|已经|全|第一步|这一步|这步|这个|按你说的|照你说的|[，,\s])*(?:照做|照着做|做完|做好|弄完|弄好|搞定|改完|改好|做了|试过|试了)(?:了|啦|都|[。！!~])*$"
)
_WILL_TRY = re.compile(
    r"(?:回去|回头|这就|马上|明天|今晚|先|去)(?:就|先|再)?(?:试试?|做做?|弄弄?|改改?|照做)(?:看|看看|一下)?(?:吧|了|啊|去)?[。！!~]*$"
)
_PLAINLY = re.compile(
    r"(?:说|讲)(?:点|句)?(?:人话|大白话|简单|白话)|(?:看|听|读)不(?:太)?(?:懂|明白)|没(?:看|听)(?:懂|明白)|太复杂|简单(?:点|一点)?(?:说|讲)|一句话(?:说|讲)"
)
_REVIEW = re.compile(r"复看(?:日|的日子)?(?:是|什么|啥|咋|怎么|呢|[?？])")
_COMPARED = re.compile(r"(?:跟|和|比)上一?次(?:比|相比|怎么样|咋样)|^那?现在(?:呢|咋样|怎么样|如何)[?？]?$")
_FIELDS = {"达人": "A", "自播": "F", "直播间": "F", "直播": "F", "大促": "C", "活动": "C", "大v": "T", "明星": "T"}
_FIELD = re.compile(
    rf"(?P<field>{'|'.join(_FIELDS)})(?:那|这)(?:块|边|头|个|方面|里)(?:呢|该)?(?:咋|怎么|如何|要)?.{{0,4}}$",
    re.IGNORECASE,
)


def speak_of_advice(turn: Turn) -> bool:
    """Answers what is asked or said of the advice that was given; False for anything else, and before there is any."""
    if turn.interview.concluded is None or turn.tells or turn.interview.reviewing or turn.was_deleting:
        return False
    report = write_report(turn.assessment())
    words = turn.words.strip()
    said = next(_answers(turn, report, words), None) if report["next_steps"] else None
    if said is None:
        return False
    turn.messages.append(Message(said, turn.texts.ways_on(True)))
    return True


def _answers(turn: Turn, report: dict[str, Any], words: str) -> Iterator[str]:
    steps = report["next_steps"]
    asked = _ASKED_FOR.search(words)
    if asked and _NO_USE.search(words):
        yield _no_use(turn, steps, _NUMBERS[asked["number"]])
    elif asked and _OF_A_STEP.match(asked["rest"]):
        yield _step(turn, steps, _NUMBERS[asked["number"]])
    elif _NO_USE.search(words):
        yield _no_use(turn, steps, 1)
    elif not turn.interview.open and _NEXT.match(words):
        yield _step(turn, steps, turn.interview.step + 1)
    elif _DONE.match(words):
        yield turn.remark("step_done", title=steps[0]["title"], days=steps[0]["review_days"], metric=steps[0]["metric"])
    elif _WILL_TRY.search(words):
        yield turn.texts.get(
            "step_will_try", title=steps[0]["title"], days=steps[0]["review_days"], metric=steps[0]["metric"]
        )
    elif _REVIEW.search(words):
        yield turn.texts.get("review_meaning", days=steps[0]["review_days"], metric=steps[0]["metric"])
    elif _COMPARED.search(words):
        yield turn.remark("nothing_to_compare", metric=steps[0]["metric"])
    elif not turn.interview.open and _PLAINLY.search(words):
        yield turn.texts.get(
            "plainly", title=report["diagnoses"][0]["title"], step=steps[0]["title"], how=steps[0]["how"]
        )
    elif field := _FIELD.search(words):
        yield _field(turn, report, _FIELDS[field["field"].lower()])


def _step(turn: Turn, steps: list[dict[str, Any]], number: int) -> str:
    """One step alone: how, who, what to look at."""
    if number > len(steps):
        turn.interview.step = len(steps)
        return turn.texts.get("no_such_step", count=len(steps), title=steps[0]["title"])
    turn.interview.step, step = number, steps[number - 1]
    todo = "\n".join(f"- {one}" for one in step["steps"])
    return turn.texts.get(
        "step_alone", number=number, title=step["title"], role=step["role"], how=step["how"], todo=todo,
        metric=step["metric"], target=step["target"], days=step["review_days"],
    )  # fmt: skip


def _no_use(turn: Turn, steps: list[dict[str, Any]], number: int) -> str:
    step = steps[min(number, len(steps)) - 1]
    return turn.texts.get("step_no_use", title=step["title"], if_stuck=step["if_stuck"], metric=step["metric"])


def _field(turn: Turn, report: dict[str, Any], field: str) -> str:
    one = report["fields"][field]
    return turn.texts.get("field_now", name=one["name"], readiness=one["readiness"], next=one["next"])
