"""The handbook: the whole methodology in one document, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from knowledge import load_knowledge
from knowledge.conditions import AtLeast, Compare, Has, Is
from knowledge.handbook import write_handbook
from knowledge.handbook.document import Bullets, Document, Item, Link, Paragraph, Section, Table
from knowledge.handbook.html import to_html
from knowledge.handbook.markdown import to_markdown
from knowledge.handbook.statements import statements

KNOWLEDGE = load_knowledge()
HTML = write_handbook(KNOWLEDGE, "html")
MARKDOWN = write_handbook(KNOWLEDGE, "markdown")


class Page(HTMLParser):
    """What the tests look at: ids, links, what would be fetched, the open elements, the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag == "a":
            self.targets.add(given["href"] or "")
        self.fetched += [tag] if tag in ("script", "link", "img", "iframe") or "src" in given else []
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


PAGE = Page(HTML)


# everything is there


@pytest.mark.parametrize(
    "kind", ["claims", "variables", "thresholds", "findings", "rules", "actions", "fields", "cards"]
)
def test_every_entry_has_its_place_in_both_forms(kind: str) -> None:
    entries: Any = getattr(KNOWLEDGE, kind)
    anchors = {f"{kind[:-1]}-{entry}" for entry in entries}
    assert anchors <= set(PAGE.ids)
    assert all(f'<a id="{anchor}"></a>' in MARKDOWN for anchor in anchors)


def test_the_version_and_the_hash_of_the_content_stand_on_top() -> None:
    assert "+" in KNOWLEDGE.version
    assert KNOWLEDGE.version in HTML.split("<main>")[0]
    assert KNOWLEDGE.version in MARKDOWN[:200].replace("\\", "")


def test_a_claim_names_the_rules_that_rest_on_it() -> None:
    entry = HTML.split('<li id="claim-S51">')[1].split('<li id="claim-')[0]
    assert KNOWLEDGE.claims["S51"].statement in entry
    citing = [rule.id for rule in KNOWLEDGE.rules.values() if "S51" in rule.claims]
    assert citing and all(f'href="#rule-{rule}"' in entry for rule in citing)


def test_every_line_of_a_threshold_stands_with_its_source_and_reliability() -> None:
    table = MARKDOWN.split('<a id="threshold-conversion_line"></a>')[1].split("<a id=")[0]
    assert "| 至多 150 元 | 1% | 3% | W17, W10 | 2023-2026 | C+ | 否 |" in table
    assert "| 再往上 | 0.1% | 0.4% | J | 未标 | J | 是 |" in table


def test_a_rule_says_when_why_what_and_what_not() -> None:
    entry = HTML.split('<section id="rule-HL12">')[1].split("</section>")[0]
    rule = KNOWLEDGE.rules["HL12"]
    assert rule.why in entry
    assert all(step.how in entry for step in rule.steps)
    assert all(avoid.why in entry for avoid in rule.avoid)
    assert '<a href="#finding-receive">承接</a>是「弱」' in entry


def test_both_drawings_name_every_group_and_every_rule() -> None:
    drawings = HTML.split("<figure>")[2].split("</figure>")[0]
    diagram = MARKDOWN.split("```mermaid")[2].split("```")[0]
    for rule in KNOWLEDGE.rules.values():
        assert rule.group in drawings and rule.group in diagram
        assert re.search(rf"\b{rule.id}\b", drawings) and re.search(rf"{rule.id}(?![0-9])", diagram)


# links and form


def test_every_anchor_is_unique_and_every_link_leads_to_one() -> None:
    assert len(PAGE.ids) == len(set(PAGE.ids))
    assert {target.removeprefix("#") for target in PAGE.targets} <= set(PAGE.ids)
    anchors = re.findall(r'<a id="([^"]+)"></a>', MARKDOWN)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", MARKDOWN)) <= set(anchors)


def test_the_page_is_whole_and_fetches_nothing() -> None:
    assert PAGE.open == [] and PAGE.fetched == []
    assert "http" not in HTML and "url(" not in HTML.replace("url(#ring)", "") and "@import" not in HTML


@pytest.mark.parametrize("text", [HTML, MARKDOWN], ids=["html", "markdown"])
def test_no_placeholder_of_the_handbooks_own_words_is_left(text: str) -> None:
    own = {"version", "name", "number", "level", "title", "severity", "stage", "how", "group", "values", "figure"}
    assert not own & set(re.findall(r"\{(\w+)\}", text.split("</style>")[-1]))


def test_the_same_knowledge_gives_the_same_handbook() -> None:
    assert write_handbook(KNOWLEDGE, "html") == HTML


SMALL = Document(
    "书 <b>",
    "第一版",
    (
        Section(
            "章 & 节",
            "one",
            (
                Paragraph(("看", Link("第二节*", "two"), "\n再看 <i>"), "标签"),
                Bullets((Item(("一",), (Item(("一点一",)),)), Item(("二",), anchor="here")), numbered=True),
                Table(("甲|乙", "丙"), ((("1",), ("两\n行",)),)),
            ),
            (Section("第二节*", "two"),),
        ),
    ),
)


def test_html_escapes_what_is_said_and_nests_what_belongs_together() -> None:
    page = to_html(SMALL)
    assert "<title>书 &lt;b&gt;</title>" in page and "章 &amp; 节" in page
    assert '<p><strong>标签</strong>：看<a href="#two">第二节*</a><br>再看 &lt;i&gt;</p>' in page
    assert '<ol><li>一<ul><li>一点一</li></ul></li><li id="here">二</li></ol>' in page
    assert Page(page).open == []


def test_markdown_escapes_what_is_said_and_keeps_tables_on_one_line() -> None:
    text = to_markdown(SMALL)
    assert "# 书 \\<b\\>" in text and "[第二节\\*](#two)" in text
    assert '1. 一\n   - 一点一\n2. <a id="here"></a>二' in text
    assert "| 甲\\|乙 | 丙 |\n|---|---|\n| 1 | 两 行 |" in text


# conditions in words


def in_words(item: Item) -> str:
    return "".join(part.words if isinstance(part, Link) else part for part in item.text)


@pytest.mark.parametrize(
    ("condition", "words", "linked"),
    [
        (Is("receive", frozenset({"弱"})), "承接是「弱」", ["finding-receive"]),
        (Compare("live_days_per_week", "<", 6.0), "每周播低于 6 天", ["variable-live_days_per_week"]),
        (
            Compare("session_viewers", ">=", 300.0, "traffic_viewers"),
            "场观至少 300 人/场（有流量场观线）",
            ["variable-session_viewers", "threshold-traffic_viewers"],
        ),
        (
            Compare("qianchuan_roi", "<", "breakeven_roi"),
            "ROI低于 保本ROI",
            ["variable-qianchuan_roi", "finding-breakeven_roi"],
        ),
        (Has("active_fields", frozenset({"F"})), "现在做的里有「自己播」", ["variable-active_fields"]),
    ],
)
def test_a_statement_reads_as_words_and_links_what_it_names(condition: Any, words: str, linked: list[str]) -> None:
    (item,) = statements(KNOWLEDGE, [condition])
    assert in_words(item) == words
    assert [part.anchor for part in item.text if isinstance(part, Link)] == linked


def test_what_belongs_together_stands_below_its_heading() -> None:
    parts = (Is("stay", frozenset({"低"})), Is("conversion", frozenset({"低"})))
    (item,) = statements(KNOWLEDGE, [AtLeast(1, parts)])
    assert "至少一条" in in_words(item)
    assert [in_words(part) for part in item.items] == ["停留水平是「低」", "转化水平是「低」"]


# the command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "knowledge", "handbook", *arguments], capture_output=True, text=True, check=False
    )


def test_the_command_prints_markdown() -> None:
    result = run()
    assert result.returncode == 0 and result.stdout.startswith("# ")


def test_the_command_writes_the_page_into_a_folder_it_makes(tmp_path: Path) -> None:
    result = run("--html", "--out", str(tmp_path / "new"))
    file = tmp_path / "new" / "handbook.html"
    assert result.returncode == 0 and result.stdout.strip() == str(file)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_written_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("--out", str(tmp_path / "file"))
    assert result.returncode == 2 and len(result.stderr.strip().splitlines()) == 1
