"""The page of a report: what it must say, and that nothing a merchant said becomes markup."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.report.document import Document
from bot.report.page import MOST_MISSING, render_page, titles_of
from tests.bot.report.documents import STUCK, advice, document
from tests.hostile import PAYLOADS

ALLOWED_HTML = {
    *("html", "head", "meta", "title", "link", "script", "body"),
    *("a", "header", "div", "p", "strong", "nav", "main", "section", "footer", "br", "span", "time"),
    *("h1", "h2", "h3", "ol", "ul", "li", "dl", "dt", "dd", "details", "summary", "label", "input"),
    *("svg", "rect", "circle", "line", "path", "text"),
}


class Read(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def alternatives(self) -> list[str]:
        return [given["aria-label"] or "" for tag, given in self.tags if tag == "svg"]


def page(of: Document, ticked: tuple[str, ...] = (), paper: bool = False) -> Read:
    return Read(render_page(of, ticked, "/report/token", paper))


def assert_harmless(read: Read) -> None:
    """No element, handler, style or address but those of the page itself."""
    for tag, given in read.tags:
        assert tag in ALLOWED_HTML
        assert not [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script":
            assert given["src"] == "/report/report.js"
        for name in ("href", "src"):
            assert (given.get(name) or "/report/").startswith(("/report/", "#"))


def test_it_leads_with_the_main_diagnosis_and_how_the_snowball_stands() -> None:
    words = page(document(shop="女装一店")).words
    assert "卡在「促转化」" in words and "撬不动免费流量" in words and "女装一店" in words


def test_it_has_every_part_of_the_report() -> None:
    shown, words = document(), page(document()).words
    report = shown.report
    for one in report["diagnoses"]:
        assert one["title"] in words and all(reason["text"] in words for reason in one["because"])
        assert all(report["claim_texts"][claim] in words for claim in one["claims"])
    for step in report["next_steps"]:
        assert step["title"] in words and step["target"] in words
    assert all(one["why"] in words for one in report["avoid"])
    assert all(field["next"] in words for field in report["fields"].values())
    assert all(one["question"] in words for one in report["missing"])
    assert all(one["line"]["name"] in words for one in report["metrics"])


def test_each_picture_is_said_in_words() -> None:
    alternatives = page(document(advice=advice({"avg_stay_sec": 12}))).alternatives()
    snowball, change, timeline, *bullets, fields = alternatives
    assert "断在「促转化」" in snowball and "直播间成交或互动好" in snowball
    assert change == "停留：上次 12 秒，这次 15–16 秒，变好了"
    assert "12 月 4 日" in timeline or "11 月 27 日" in timeline
    assert "停留 15–16 秒，偏低。低于 40 秒 算偏低。60 秒 起算偏高。" in bullets
    assert len(bullets) == len(document().report["metrics"])
    assert "商家自播，在做先补承接" in fields


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (STUCK, "断在「促转化」"),
        ({"category": "服饰鞋包"}, "还看不准断在哪一环"),
    ],
)
def test_the_snowball_says_which_link_is_broken(facts: dict[str, Any], said: str) -> None:
    assert said in page(document(facts)).alternatives()[0]


def test_the_feedback_of_the_broken_link_is_marked() -> None:
    assert page(document()).words.count("现在推不动") == 1
    assert "现在推不动" not in page(document({"category": "服饰鞋包"})).words


def test_the_days_of_the_steps_count_from_when_the_advice_was_first_given() -> None:
    assert "11 月 24 日 开始" in page(document()).words
    assert "11 月 20 日 开始" in page(document(advice=advice(None))).words
    other = {**advice(None), "step": "LIVE_RHYTHM"}
    assert "11 月 24 日 开始" in page(document(advice=other)).words


def test_before_and_after_are_shown_once_figures_have_moved() -> None:
    assert "上次和这次" not in page(document()).words
    assert "上次和这次" not in page(document(advice=advice(None))).words
    assert "上次和这次" not in page(document(advice=advice({"qianchuan_roi": 0.8}))).words
    assert "变差了" in page(document(advice=advice({"qianchuan_roi": 1.1}))).words


def test_a_ticked_step_is_ticked() -> None:
    boxes = [given for tag, given in page(document(), ("HOLD_PAID",)).tags if tag == "input"]
    assert [given["data-step"] for given in boxes if "checked" in given] == ["HOLD_PAID"]
    assert len(boxes) == len(document().actions) > 1


def test_many_open_questions_are_folded_away() -> None:
    shown = document({"category": "服饰鞋包"})
    assert len(shown.report["missing"]) > MOST_MISSING
    assert f"另外还有 {len(shown.report['missing']) - MOST_MISSING} 项" in page(shown).words


def test_an_open_question_names_what_else_could_come_and_not_the_present_diagnosis() -> None:
    shown = document()
    open_ones = [one for one in shown.report["missing"] if shown.report["main"] in one["could_change"]]
    assert open_ones
    assert all(shown.titles[shown.report["main"]] not in titles_of(shown, one) for one in open_ones)


def test_on_paper_everything_is_unfolded_and_nothing_can_be_clicked() -> None:
    read = page(document(), ("HOLD_PAID",), paper=True)
    assert all("open" in given for tag, given in read.tags if tag == "details")
    assert not {"input", "script", "nav", "a"} & {tag for tag, _ in read.tags}
    assert "✓" in read.words


def test_a_line_without_a_source_is_marked_as_judgement() -> None:
    assert "我们的判断" in page(document({"category": "宠物", "avg_stay_sec": 20})).words
    assert (
        "我们的判断" not in page(document({"category": "服饰鞋包", "avg_stay_sec": 20})).words.partition("四块阵地")[0]
    )


def test_the_headings_form_an_outline() -> None:
    levels = [
        int(tag[1]) for tag, _ in page(document(advice=advice({"avg_stay_sec": 12}))).tags if re.match("h[1-6]$", tag)
    ]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("paper", [False, True])
def test_nothing_a_merchant_said_becomes_markup(payload: str, paper: bool) -> None:
    shown = document(words={"planned_action": payload, "avg_stay_sec": payload}, shop=payload)
    read = page(shown, (payload,), paper)
    assert_harmless(read)
    assert payload in read.words and f"你提到「{payload}」" in read.words


def test_the_names_of_creators_stay_in_the_conversation() -> None:
    roster = [{"name": "<script>小鹿</script>", "traffic_level": "低", "conv_level": "高"}]
    assert "小鹿" not in document({"creators": roster, "category": "服饰鞋包"}).to_json()


def test_its_own_page_is_harmless() -> None:
    assert_harmless(page(document()))
