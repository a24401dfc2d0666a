"""Nothing that anybody writes becomes more than words on a page, through whichever field it gets there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bot.channel.conftest import Channel
from tests.hostile import PAYLOADS
from tests.page.test_figures import STAY
from tests.page.test_page import report_message, say

# What the widget itself is made of; nothing else may be in its tree.
OWN = (
    "section header div h1 h2 h3 h4 p button span ol ul li dl dt dd details summary form label textarea input dialog"
    " strong br i article svg path a fact-advisor-replies fact-advisor-figures fact-advisor-noted fact-advisor-share"
)
FOREIGN = """own => {
  const root = document.querySelector("fact-advisor").shadowRoot;
  const strange = [...root.querySelectorAll("*")].filter((one) =>
    !own.includes(one.localName) ||
    one.getAttributeNames().some((name) => name.startsWith("on") || name === "srcdoc") ||
    (one.localName === "a" && !one.href.startsWith(location.origin)));
  return { strange: strange.map((one) => one.outerHTML.slice(0, 200)), taken: window.taken ?? null };
}"""


def everywhere(words: str) -> list[dict[str, Any]]:
    """A reply with the words in every field that reaches the page."""
    asked = {**STAY, "text": words, "label": words, "reason": words, "find": words, "example": words, "multiple": False}
    noted = {"variable": words, "label": words, "value": words, "figure": None, "changeable": True}
    report = report_message()["card"]["report"]
    reason = {"variable": "x", "text": words}
    wild = {
        "diagnoses": [
            {**one, "title": words, "why": words, "judgement": words, "because": [reason], "claims": [words]}
            for one in report["diagnoses"]
        ],
        "next_steps": [dict.fromkeys(one, words) | {"claims": [words]} for one in report["next_steps"]],
        "avoid": [{**one, "title": words, "why": words, "until": words} for one in report["avoid"]],
        "fields": {id_: {"name": words, "role": words, "readiness": words, "next": words} for id_ in "FACT"},
        "missing": [{"variable": "x", "question": words, "could_change": [words]}],
        "thresholds": [{"name": words, "value": words, "source": words, "judgement": False}],
        "claim_texts": {words: words},
        "knowledge_version": words,
        "headline": words,
        "decided": False,
    }
    return [
        report_message(**wild),
        {
            "text": words,
            "quick_replies": [{"title": words, "choice": f"avg_stay_sec={words}"}],
            "card": {"type": "question", "questions": [asked, asked]},
            "progress": {"text": words, "remaining": 1, "decided": False},
            "noted": [noted],
        },
    ]


@pytest.mark.parametrize("batch", [PAYLOADS[start : start + 12] for start in range(0, len(PAYLOADS), 12)])
def test_no_attempt_gets_through_any_field(batch: list[str], page: Page, channel: Channel) -> None:
    for number, words in enumerate(batch, 1):
        channel.agent.answer = lambda _, words=words: everywhere(words)
        say(page, words)
        expect(page.locator(".mine")).to_have_count(number)
        expect(page.locator(".mine").last).to_contain_text(words.strip(), use_inner_text=False)
        expect(page.locator(".report")).to_have_count(number)
    page.reload()
    expect(page.locator(".mine")).to_have_count(len(batch))
    assert page.evaluate(FOREIGN, OWN.split()) == {"strange": [], "taken": None}
    expect(page).to_have_title("直播间经营顾问")
