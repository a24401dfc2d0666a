"""What the chat page promises to a merchant."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from knowledge import assess, load_knowledge
from tests.bot.channel.conftest import Channel
from tests.bot.channel.fakes import question

HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>**粗**"
TROUBLED = {
    "category": "服饰鞋包",
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "planned_action": ["加预算"],
}


def say(page: Page, words: str) -> None:
    page.get_by_label("说说店里的情况").fill(words)
    page.get_by_role("button", name="发送").click()


def bubbles(page: Page) -> Locator:
    return page.locator(".message")


def report_message(**changes: Any) -> dict[str, Any]:
    report = {**assess(load_knowledge(), TROUBLED), **changes}
    return {"text": "报告的文字版", "card": {"type": "report", "report": report}, "quick_replies": []}


# talking


def test_it_greets_and_offers_a_way_to_begin(page: Page, channel: Channel) -> None:
    expect(bubbles(page)).to_contain_text("卡在哪一环")
    page.get_by_role("button", name="开始诊断").click()
    expect(page.locator(".theirs").last).to_contain_text("听到了：开始诊断")
    assert channel.agent.received[-1].metadata["choice"] == {"act": "start_diagnosis"}


def test_an_example_can_be_taken_over_and_changed_before_it_is_sent(page: Page, channel: Channel) -> None:
    page.get_by_role("button", name="看个说法的例子").click()
    expect(page.get_by_label("说说店里的情况")).to_have_value(re.compile("女装"))
    assert channel.agent.received == []


def test_enter_sends_and_the_reply_appears(page: Page) -> None:
    page.get_by_label("说说店里的情况").fill("停留 28 秒")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_contain_text("停留 28 秒")
    expect(page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")
    expect(page.get_by_label("说说店里的情况")).to_have_value("")


def test_shift_enter_begins_a_new_line(page: Page, channel: Channel) -> None:
    page.get_by_label("说说店里的情况").fill("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    assert channel.agent.received == []
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    assert channel.agent.received[-1].text == "第一行\n第二行"


def test_enter_inside_an_input_method_does_not_send(page: Page, channel: Channel) -> None:
    text = page.get_by_label("说说店里的情况")
    text.fill("tingliu")
    text.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True})
    expect(text).to_have_value("tingliu")
    assert channel.agent.received == []


def test_what_is_said_while_an_answer_is_awaited_is_answered_after_it(page: Page, channel: Channel) -> None:
    channel.agent.delay = 0.4
    say(page, "在吗")
    expect(page.locator(".typing")).to_be_visible()
    for words in ("停留 28 秒", "转化 1%"):
        say(page, words)
    expect(page.locator(".mine")).to_have_count(3)
    expect(page.locator(".theirs").last).to_contain_text("听到了：转化 1%")
    expect(page.locator(".typing")).to_be_hidden()
    assert [message.text for message in channel.agent.received] == ["在吗", "停留 28 秒", "转化 1%"]


def test_nothing_is_sent_without_words(page: Page) -> None:
    expect(page.get_by_role("button", name="发送")).to_be_disabled()
    page.get_by_label("说说店里的情况").fill("  ")
    expect(page.get_by_role("button", name="发送")).to_be_disabled()


def test_progress_is_always_in_sight(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [question("product_mix", ("没有分工", "没有分工"))]
    say(page, "在吗")
    expect(page.locator(".progress")).to_have_text("再问一个")
    channel.agent.answer = lambda _: [{"text": "哈哈"}]
    say(page, "讲个笑话")
    expect(bubbles(page).last).to_contain_text("哈哈")
    expect(page.locator(".progress")).to_have_text("再问一个")


# questions


def test_a_tapped_quick_reply_answers_and_the_old_ones_go(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [question("product_mix", ("分不清主次", "没有分工"), ("不清楚", "unknown"))]
    say(page, "卖女装")
    answer = page.get_by_role("button", name="分不清主次")
    expect(answer).to_be_visible()
    channel.agent.answer = lambda _: [{"text": "记下了"}]
    answer.click()
    expect(page.locator(".mine").last).to_contain_text("分不清主次")
    expect(page.locator(".theirs").last).to_contain_text("记下了")
    expect(page.locator(".replies")).to_have_count(0)
    assert channel.agent.received[-1].metadata["choice"] == {"variable": "product_mix", "value": "没有分工"}


def test_why_and_where_unfold_under_a_question(page: Page, channel: Channel) -> None:
    asked = question("avg_stay_sec", ("不清楚", "unknown"))
    asked["card"]["questions"][0].update(text="停留多久？", reason="决定能不能加投放", find="罗盘里看", multiple=False)
    channel.agent.answer = lambda _: [asked]
    say(page, "卖女装")
    expect(page.get_by_text("决定能不能加投放")).to_be_hidden()
    page.get_by_text("为什么问，哪里能看到").click()
    expect(page.get_by_text("决定能不能加投放")).to_be_visible()
    expect(page.get_by_text("罗盘里看")).to_be_visible()


def test_several_answers_can_be_marked_and_sent_together(page: Page, channel: Channel) -> None:
    asked = question("planned_action", ("加预算", "加预算"), ("找头部大V", "找头部大V"), ("不清楚", "unknown"))
    asked["card"]["questions"][0]["multiple"] = True
    channel.agent.answer = lambda _: [asked]
    say(page, "卖女装")
    done = page.get_by_role("button", name="选好了")
    expect(done).to_be_disabled()
    page.get_by_role("button", name="加预算").click()
    page.get_by_role("button", name="找头部大V").click()
    expect(page.get_by_role("button", name="加预算")).to_have_attribute("aria-pressed", "true")
    done.click()
    expect(page.locator(".mine").last).to_contain_text("加预算、找头部大V")
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].text == "加预算、找头部大V"


def test_answers_can_be_given_with_the_keyboard_alone(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [question("product_mix", ("没有分工", "没有分工"))]
    page.get_by_role("button", name="开始诊断").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="没有分工")).to_be_focused()


# the report


def test_a_report_shows_the_link_the_reasons_the_steps_and_what_to_leave(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [report_message()]
    say(page, "直接看结论")
    report = report_message()["card"]["report"]
    card = page.get_by_role("article", name="诊断结论")
    expect(card.locator("[aria-current=step]")).to_contain_text(report["stage"])
    main = next(one for one in report["diagnoses"] if one["id"] == report["main"])
    expect(card.get_by_role("heading", level=2)).to_have_text(main["title"])
    for reason in main["because"]:
        expect(card).to_contain_text(reason["text"])
    expect(card.locator(".steps > li")).to_have_count(len(report["next_steps"]))
    for step in report["next_steps"]:
        for words in (step["title"], step["how"], step["role"], step["metric"], f"{step['review_days']} 天后"):
            expect(card.locator(".steps")).to_contain_text(words)
    expect(card.locator(".avoid li").first).to_contain_text("你正打算做")
    expect(bubbles(page).last).not_to_contain_text("报告的文字版")


def test_the_sources_of_a_report_unfold(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [report_message()]
    say(page, "直接看结论")
    report = report_message()["card"]["report"]
    main = next(one for one in report["diagnoses"] if one["id"] == report["main"])
    sentence = page.get_by_text(report["claim_texts"][main["claims"][0]])
    expect(sentence).to_be_hidden()
    page.get_by_text("依据", exact=True).click()
    expect(sentence).to_be_visible()


@pytest.mark.parametrize(
    ("stage", "words"),
    [("none", "没有单独断掉"), ("undecided", "下不了结论"), ("汇流量", "汇流量"), ("聚沉淀", "聚沉淀")],
)
def test_every_stage_has_words_of_its_own(page: Page, channel: Channel, stage: str, words: str) -> None:
    empty: dict[str, Any] = {"main": None, "diagnoses": [], "next_steps": [], "avoid": [], "missing": []}
    headline = load_knowledge().wording[f"stage_{stage}"]
    channel.agent.answer = lambda _: [report_message(stage=stage, headline=headline, **empty)]
    say(page, "直接看结论")
    expect(page.locator(".report-stage")).to_contain_text(words)
    stuck = page.locator("[aria-current=step]")
    expect(stuck).to_have_count(1 if stage in ("汇流量", "聚沉淀") else 0)


def test_a_long_report_is_read_from_its_top(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [report_message()]
    say(page, "直接看结论")
    expect(page.locator(".snowball")).to_be_in_viewport()
    expect(page.locator(".top")).to_be_in_viewport()


# words are only words


def test_nothing_said_is_ever_read_as_markup(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [
        {"text": HOSTILE, "quick_replies": [{"title": HOSTILE, "choice": "act:greet"}]},
        report_message(thresholds=[{"name": HOSTILE, "value": HOSTILE, "source": HOSTILE, "judgement": False}]),
    ]
    say(page, HOSTILE)
    expect(page.locator(".report")).to_be_visible()
    expect(page.locator(".log img, .log script")).to_have_count(0)
    expect(page.locator(".mine")).to_contain_text("<img src=x")
    expect(page.locator(".theirs strong").first).to_have_text("粗")
    expect(page).to_have_title("直播间经营顾问")


def test_bold_lists_and_line_breaks_are_drawn(page: Page, channel: Channel) -> None:
    lines = ["记下了：", "- 停留 **28 秒**", "- 转化 1%", "1. 先改开场", "   看停留", "2. 再改组货", "完了"]
    channel.agent.answer = lambda _: [{"text": "\n".join(lines)}]
    say(page, "在吗")
    reply = page.locator(".theirs").last
    expect(reply.locator("ul > li")).to_have_text(["停留 28 秒", "转化 1%"])
    expect(reply.locator("ul strong")).to_have_text("28 秒")
    expect(reply.locator("ol > li")).to_have_count(2)
    expect(reply.locator("ol > li").first).to_contain_text("看停留")
    expect(reply.locator("p").last).to_have_text("完了")


# when it fails


def test_a_failed_message_stays_and_can_be_sent_again(page: Page, channel: Channel) -> None:
    channel.agent.failure = RuntimeError("down")
    say(page, "停留 28 秒")
    expect(page.get_by_role("alert")).to_contain_text("刚才没能答上来")
    expect(page.locator(".mine")).to_contain_text("停留 28 秒")
    channel.agent.failure = None
    page.get_by_role("button", name="再发一次").click()
    expect(page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".mine")).to_have_count(1)


def test_a_failed_message_survives_a_reload(page: Page, channel: Channel) -> None:
    channel.agent.failure = RuntimeError("down")
    say(page, "停留 28 秒")
    expect(page.get_by_role("alert")).to_be_visible()
    page.reload()
    expect(page.locator(".mine.unsent")).to_contain_text("停留 28 秒")
    channel.agent.failure = None
    page.reload()
    expect(page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")
    expect(page.locator(".mine")).to_have_count(1)
    expect(page.locator(".unsent")).to_have_count(0)


def test_while_the_advisor_is_away_it_says_so_and_goes_on_by_itself(page: Page, channel: Channel) -> None:
    channel.agent.away = True
    say(page, "停留 28 秒")
    expect(page.get_by_role("alert")).to_contain_text("收到了")
    with page.expect_response("**/messages"):
        say(page, "转化 1%")
    channel.agent.away = False
    expect(page.locator(".theirs").last).to_contain_text("听到了：转化 1%")
    expect(page.locator(".mine")).to_have_text(["我：停留 28 秒", "我：转化 1%"])
    expect(page.locator(".theirs")).to_contain_text(["听到了：停留 28 秒", "听到了：转化 1%"])
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_was_kept_is_answered_after_a_reload(page: Page, channel: Channel) -> None:
    channel.agent.away = True
    say(page, "停留 28 秒")
    expect(page.get_by_role("alert")).to_be_visible()
    channel.agent.away = False
    page.reload()
    expect(page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")
    expect(page.locator(".mine")).to_have_count(1)
    expect(page.get_by_label("说说店里的情况")).to_have_value("")


def test_without_a_network_it_says_so_and_tries_again(page: Page) -> None:
    page.context.set_offline(True)
    say(page, "在吗")
    expect(page.get_by_role("alert")).to_contain_text("没连上")
    expect(page.get_by_role("button", name="再发一次")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".theirs").last).to_contain_text("听到了：在吗")


def test_words_the_advisor_cannot_take_go_back_to_be_changed(page: Page) -> None:
    say(page, "\u202e\u202e")
    expect(page.get_by_role("alert")).to_contain_text("没有收到文字")
    expect(page.locator(".mine")).to_have_count(0)
    expect(page.get_by_label("说说店里的情况")).to_have_value("\u202e\u202e")


def test_when_the_conversation_is_gone_it_goes_on_in_a_new_one(page: Page, channel: Channel) -> None:
    say(page, "卖女装")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    key = page.evaluate("JSON.parse(localStorage.getItem('advisor.conversation'))")
    channel.call("DELETE", f"/api/v1/conversations/{key['id']}", token=key["token"])
    say(page, "停留 28 秒")
    page.get_by_role("button", name="在新的对话里发送").click()
    expect(page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")


# coming back, starting over, leaving


def test_a_reload_brings_the_conversation_back(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [question("product_mix", ("没有分工", "没有分工"))]
    say(page, "卖女装")
    expect(page.get_by_role("button", name="没有分工")).to_be_visible()
    page.reload()
    expect(page.locator(".mine")).to_contain_text("卖女装")
    expect(page.locator(".theirs")).to_contain_text("问 product_mix")
    expect(page.locator(".progress")).to_have_text("再问一个")
    page.get_by_role("button", name="没有分工").click()
    expect(page.locator(".mine")).to_have_count(2)


def test_starting_over_is_asked_first_and_then_told_to_the_dialogue(page: Page, channel: Channel) -> None:
    say(page, "卖女装")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    page.get_by_role("button", name="重新开始").click()
    page.get_by_role("dialog").get_by_role("button", name="先不").click()
    assert len(channel.agent.received) == 1
    page.get_by_role("button", name="重新开始").click()
    page.get_by_role("dialog").get_by_role("button", name="重新开始").click()
    expect(page.locator(".mine")).to_have_count(2)
    expect(page.locator(".theirs")).to_have_count(3)
    assert channel.agent.received[-1].metadata["choice"] == {"act": "restart"}


def test_deleting_leaves_nothing_here_or_there(page: Page, channel: Channel) -> None:
    say(page, "卖女装")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    key = page.evaluate("JSON.parse(localStorage.getItem('advisor.conversation'))")
    page.get_by_role("button", name="删除我的数据").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(page.locator(".progress")).to_contain_text("已经删除")
    expect(page.locator(".mine")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    answer = channel.call("GET", f"/api/v1/conversations/{key['id']}/messages", token=key["token"])
    assert answer.status == 404


def test_a_deletion_confirmed_in_the_chat_starts_the_page_afresh(page: Page, channel: Channel) -> None:
    say(page, "卖女装")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    key = page.evaluate("JSON.parse(localStorage.getItem('advisor.conversation'))")
    channel.agent.answer = lambda _: [{"text": "好，这就删。", "card": {"type": "deletion"}}]
    say(page, "确定")
    expect(page.locator(".theirs").last).to_contain_text("删干净了：4 条消息")
    expect(page.locator(".mine")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    answer = channel.call("GET", f"/api/v1/conversations/{key['id']}/messages", token=key["token"])
    assert answer.status == 404


# looks


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_sticks_out_at_any_width(page: Page, channel: Channel, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    channel.agent.answer = lambda _: [{"text": "长" * 30 + "x" * 300}, report_message()]
    say(page, "y" * 300)
    expect(page.locator(".report")).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    rightmost = page.evaluate(
        "Math.max(...[...document.querySelectorAll('body *')].map(one => one.getBoundingClientRect().right))"
    )
    assert rightmost <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_dark(browser: Browser, channel: Channel, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{channel.port}/chat")
    pairs = [
        ("--ink", "--surface"),
        ("--ink", "--ground"),
        ("--muted", "--surface"),
        ("--muted", "--ground"),
        ("--muted", "--sunken"),
        ("--brand", "--surface"),
        ("--brand-ink", "--brand"),
        ("--stuck", "--surface"),
        ("--stuck", "--sunken"),
        ("--ink", "--stuck-soft"),
        ("--surface", "--stuck"),
        ("--danger", "--ground"),
        ("--ink", "--brand-soft"),
    ]
    for ink, ground in pairs:
        assert contrast(colour(page, ink), colour(page, ground)) >= 4.5, f"{ink} on {ground}"
    context.close()


def colour(page: Page, name: str) -> tuple[float, float, float]:
    value = page.evaluate(
        "name => getComputedStyle(document.querySelector('fact-advisor')).getPropertyValue(name).trim()", name
    )
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""

    def luminance(rgb: tuple[float, float, float]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# for those who listen


def test_new_messages_are_announced_and_everything_has_a_name(page: Page) -> None:
    log = page.get_by_role("log", name="对话")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("textbox", name="说说店里的情况")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("直播间经营顾问")
    for button in page.get_by_role("button").all():
        assert button.inner_text().strip()


def test_buttons_are_large_enough_for_a_thumb(page: Page) -> None:
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 40
