"""The spaCy pipeline marks quantities, metrics and choices at the edges of words."""

from __future__ import annotations

from bot.understanding.pipeline import load_pipeline


def marks(text: str, group: str) -> list[tuple[str, str, str]]:
    doc = load_pipeline()(text)
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[group]]


def test_a_message_carries_three_groups_of_marks() -> None:
    doc = load_pipeline()("停留二十秒，主播老换人")
    assert set(doc.spans) == {"quantities", "metrics", "choices"}
    assert marks("停留二十秒", "quantities") == [("二十秒", "duration", "")]
    assert ("停留", "avg_stay_sec", "") in marks("停留二十秒", "metrics")
    assert ("主播老换人", "host_quality", "频繁换人") in marks("主播老换人", "choices")


def test_a_phrase_is_found_through_words_that_only_shade_it() -> None:
    assert ("转化真的有点太低", "conversion_level", "低") in marks("转化真的有点太低", "choices")


def test_a_phrase_inside_another_word_is_not_found() -> None:
    assert [mark for mark in marks("现在播", "choices") if mark[0] == "在播"] == []


def test_a_name_inside_a_longer_name_is_not_meant() -> None:
    assert {variable for _, variable, _ in marks("同行停留", "metrics")} == {"peer_stay_sec"}


def test_the_quantities_are_kept_in_full() -> None:
    (quantity,) = load_pipeline()("停留二十秒").user_data["quantities"]
    assert (quantity.value, quantity.unit) == (20, "秒")
