"""Charts: what stands in the SVG, and what cannot get into it."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from extractor.review import charts, drawing
from extractor.review.drawing import Bar
from extractor.review.labels import words
from extractor.review.views import Count, Progress

T = words("zh")
HOSTILE = '<script>alert(1)</script>" onload="x'


def tree(drawn):
    """The chart as elements; not well formed, it raises."""
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def texts(drawn, kind):
    return [
        "".join(one.itertext()) for one in tree(drawn).iter("text") if kind in one.get("class", "").split()
    ]


def widths(drawn, kind):
    return [one.get("width") for one in tree(drawn).iter("rect") if one.get("class", "").split()[0] == kind]


def drawings():
    rows = [Bar(HOSTILE, 3, 1, href="/figures?zone=a&b"), Bar("宝鸡高新区", 2)]
    counts = [Count(HOSTILE, 3, HOSTILE, 1)]
    return {
        "bars": drawing.bars(rows, HOSTILE, part=HOSTILE),
        "columns": drawing.columns(rows, HOSTILE, part=HOSTILE),
        "nothing": drawing.bars([], HOSTILE, empty=HOSTILE),
        "shares": drawing.shares([drawing.Share("open", HOSTILE, HOSTILE, 3)], HOSTILE),
        "counts": charts.counts(counts, HOSTILE, "zone", T),
        "times": charts.times([Count("2024", 3)], HOSTILE, T),
        "audits": charts.audits(counts, HOSTILE, T),
        "ratios": charts.ratios([(HOSTILE, 0.5)], HOSTILE, T),
        "meter": charts.meter(1, 2, HOSTILE),
        "progress": charts.progress(Progress(2, 1, 1), T),
    }


@pytest.mark.parametrize("name", drawings())
def test_a_chart_is_well_formed_markup_without_style_or_script(name):
    drawn = drawings()[name]
    assert isinstance(drawn, Markup)
    for one in tree(drawn).iter():
        assert one.tag != "script"
        assert not [key for key in one.attrib if key == "style" or key.startswith("on")]


def test_a_label_that_is_markup_is_shown_as_it_is_written():
    assert texts(drawings()["bars"], "label")[0] == '<script>alert(1)</script>" onload="x'


def test_a_mark_that_turns_the_words_around_is_shown_as_a_sign():
    drawn = drawing.bars([Bar("甲\u202e乙", 1)], "甲\u202e乙")
    assert "\u202e" not in drawn
    assert texts(drawn, "label") == ["甲␦乙"]


def test_the_longest_bar_is_full_and_the_others_in_proportion():
    drawn = drawing.bars([Bar("甲", 40), Bar("乙", 10)], "按区域")
    assert widths(drawn, "bar") == ["100%", "25%"]


def test_a_ratio_is_measured_against_the_whole():
    assert widths(charts.ratios([("f1", 0.5)], "F1", T), "bar") == ["50%"]


def test_nothing_at_all_has_no_bar_and_something_small_is_seen():
    drawn = drawing.bars([Bar("甲", 10_000), Bar("乙", 1), Bar("丙", 0)], "按区域")
    assert widths(drawn, "bar") == ["100%", "0.4%", "0%"]


def test_what_wants_a_look_is_hatched_and_said():
    drawn = charts.counts([Count("甲区", 4, "甲区", 1)], "按区域", "zone", T)
    assert widths(drawn, "part") == ["25%"]
    assert "甲区 4（需要看 1）" in drawn


def test_two_charts_of_one_page_have_ids_of_their_own():
    one, other = (drawing.bars([Bar("甲", 2, 1)], name) for name in ("按区域", "按项目"))
    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids)) == 2
    for name, drawn in zip(ids, (one, other), strict=True):
        assert f"url(#{name})" in drawn


def test_a_long_name_is_cut_and_said_in_full_in_its_title():
    name = "中国（湖北）自由贸易试验区襄阳片区产业工人技能提升行动联席会议办公室"
    drawn = drawing.bars([Bar(name, 1)], "按区域")
    (label,) = texts(drawn, "label")
    assert label.endswith("…")
    assert len(label) < len(name)
    assert any(name in "".join(one.itertext()) for one in tree(drawn).iter("title"))


def test_a_bar_leads_to_the_figures_that_it_counts():
    drawn = charts.counts([Count("甲 & 乙区", 4, "甲 & 乙区")], "按区域", "zone", T)
    assert [one.get("href") for one in tree(drawn).iter("a")] == [
        "/figures?zone=%E7%94%B2+%26+%E4%B9%99%E5%8C%BA"
    ]


def test_a_chart_with_links_lets_a_screen_reader_in_and_one_without_says_all_itself():
    linked, image = (
        charts.counts([Count("甲区", 4, "甲区")], "按区域", "zone", T, linked=on) for on in (True, False)
    )
    assert next(tree(linked).iter("svg")).get("role") == "group"
    assert next(tree(image).iter("svg")).attrib["role"] == "img"
    assert next(tree(image).iter("svg")).get("aria-label") == "按区域：甲区 4"


def test_those_without_a_zone_are_named_so():
    assert texts(charts.counts([Count("", 4, "-")], "按区域", "zone", T), "label") == ["（未注明区域）"]


def test_more_names_than_fit_are_counted():
    found = [Count(f"区{number}", 20 - number) for number in range(15)]
    drawn = charts.counts(found, "按区域", "zone", T)
    assert len(texts(drawn, "label")) == 12
    assert "另有 3 个，共 21 个数字" in drawn


def test_years_stand_in_order_and_the_oldest_together():
    drawn = charts.times([Count(str(2000 + number), 1) for number in range(15)], "按时期", T)
    assert texts(drawn, "tick") == ["更早", *(str(year) for year in range(2004, 2015))]
    assert texts(drawn, "value")[0] == "4"


def test_a_month_has_its_year_below_it():
    assert texts(charts.times([Count("2025-03", 1)], "按时期", T), "tick") == ["3月", "2025"]


def test_figures_without_a_date_are_counted_beside_the_columns():
    assert "另有 7 个数字" in charts.times([Count("2025", 1), Count("", 7)], "按时期", T)


def test_progress_says_every_state_with_its_sign():
    drawn = charts.progress(Progress(10, 4, 3, 2, 1, 1), T)
    said = re.sub(r"\s+", "", "".join(tree(drawn).itertext()))
    for part in ("✓已接受3", "✎已更正2", "✕已驳回1", "＋补录1", "○未核4"):
        assert part in said


def test_the_shares_of_progress_are_all_of_it():
    drawn = charts.progress(Progress(10, 4, 3, 2, 1), T)
    assert sum(float(width.rstrip("%")) for width in widths(drawn, "share")) == pytest.approx(100)


def test_only_all_of_it_is_a_hundred_percent():
    assert [charts.percent(ratio) for ratio in (0, 0.5, 0.9999, 1)] == ["0%", "50%", "99.9%", "100%"]
