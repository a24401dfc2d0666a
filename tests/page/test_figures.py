"""Figures are filled in with their unit, and what was understood is corrected where it stands."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.bot.channel.conftest import Channel
from tests.bot.channel.fakes import question
from tests.page.test_page import say

SECONDS = {"kind": "duration", "unit": "秒"}
STAY = {"variable": "avg_stay_sec", "label": "停留", "example": "比如 28 秒", "figure": SECONDS}
CONVERSION = {"variable": "conversion_rate", "label": "转化", "example": "", "figure": {"kind": "share", "unit": ""}}


def asking(*questions: dict[str, Any]) -> dict[str, Any]:
    asked = question("avg_stay_sec", ("不清楚", "unknown"))
    asked["card"]["questions"] = [{"multiple": False, **one} for one in questions]
    return asked


def playing_back(variable: str, label: str, value: str, figure: dict[str, Any] | None) -> dict[str, Any]:
    fact = {"variable": variable, "label": label, "value": value, "figure": figure, "changeable": True}
    return {"text": f"记下了：{label} {value}。", "noted": [fact]}


def test_a_figure_is_sent_as_the_answer_to_its_question(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asking(STAY)]
    say(page, "卖女装")
    page.get_by_label("停留").fill("28")
    page.keyboard.press("Enter")
    expect(page.locator(".mine").last).to_contain_text("停留 28 秒")
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"] == {"variable": "avg_stay_sec", "value": "28"}


def test_a_share_is_typed_as_a_percentage(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asking(CONVERSION)]
    say(page, "卖女装")
    page.get_by_label("转化").fill("1.5")
    page.get_by_role("button", name="填好了").click()
    expect(page.locator(".mine").last).to_contain_text("转化 1.5%")
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"] == {"variable": "conversion_rate", "value": "0.015"}


def test_two_figures_are_one_answer_and_one_of_them_may_stay_empty(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asking(STAY, CONVERSION)]
    say(page, "卖女装")
    page.get_by_label("停留").fill("28")
    page.get_by_label("转化").fill("1.5")
    page.get_by_role("button", name="填好了").click()
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"]["all"] == [
        {"variable": "avg_stay_sec", "value": "28"},
        {"variable": "conversion_rate", "value": "0.015"},
    ]
    page.get_by_label("转化").fill("2")
    page.get_by_role("button", name="填好了").click()
    expect(page.locator(".theirs")).to_have_count(4)
    assert channel.agent.received[-1].metadata["choice"] == {"variable": "conversion_rate", "value": "0.02"}


def test_words_in_a_field_are_read_by_the_advisor(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asking(STAY)]
    say(page, "卖女装")
    page.get_by_label("停留").fill("二十来秒")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].text == "停留 二十来秒"
    assert channel.agent.received[-1].metadata["choice"] is None


def test_a_figure_that_cannot_be_is_said_so_and_can_be_filled_in_again(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asking(STAY)]
    say(page, "卖女装")
    page.get_by_label("停留").fill("99999999")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("多打少打")
    expect(page.locator(".mine")).to_have_count(1)
    expect(page.get_by_label("停留")).to_be_visible()


def test_a_figure_is_corrected_where_it_was_played_back(page: Page, channel: Channel) -> None:
    figure = {"kind": "duration", "unit": "秒", "value": 28}
    channel.agent.answer = lambda _: [playing_back("avg_stay_sec", "停留", "28 秒", figure)]
    say(page, "停留28秒")
    page.get_by_role("button", name="改停留").click()
    field = page.get_by_role("textbox", name="停留")
    expect(field).to_be_focused()
    expect(field).to_have_value("28")
    field.fill("35")
    page.get_by_role("button", name="改好").click()
    expect(page.locator(".mine").last).to_contain_text("停留 35 秒")
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"] == {"variable": "avg_stay_sec", "value": "35"}


def test_a_correction_may_be_left_off(page: Page, channel: Channel) -> None:
    figure = {"kind": "duration", "unit": "秒", "value": 28}
    channel.agent.answer = lambda _: [playing_back("avg_stay_sec", "停留", "28 秒", figure)]
    say(page, "停留28秒")
    page.get_by_role("button", name="改停留").click()
    page.get_by_role("button", name="不改了").click()
    expect(page.get_by_role("textbox", name="停留")).to_have_count(0)
    assert len(channel.agent.received) == 1


def test_what_is_no_figure_is_asked_for_again(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [playing_back("category", "类目", "服饰鞋包", None)]
    say(page, "卖女装")
    page.get_by_role("button", name="改类目").click()
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"] == {"act": "correct_answer", "change": "category"}


def test_only_the_newest_playback_can_be_corrected_in_place(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [playing_back("category", "类目", "服饰鞋包", None)]
    say(page, "卖女装")
    say(page, "卖童装")
    expect(page.locator(".theirs")).to_have_count(3)
    expect(page.get_by_role("button", name="改类目")).to_have_count(1)
