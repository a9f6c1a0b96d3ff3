"""Colours of the style sheets: what stands on what can be read, in the light and in the dark."""

import re
from importlib.resources import files

import pytest

STATIC = files("extractor.review").joinpath("static")
BASE = STATIC.joinpath("base.css").read_text(encoding="utf-8")

GROUNDS = ("paper", "sheet", "raised", "chosen", "hover")
TEXT = ("ink", "soft", "accent", "count", "accepted", "corrected", "rejected", "added", "flagged")
KINDS = ("count", "money", "percent", "measure")
STATES = ("accepted", "corrected", "rejected", "added")


def block(start):
    """The variables of the first block of base.css that begins so."""
    found = re.search(re.escape(start) + r"\s*\{([^}]*)\}", BASE)
    assert found, start
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", found[1]))


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')
SYSTEM_DARK = block(':root:not([data-theme="light"])')


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_dark_of_the_system_is_the_dark_that_is_chosen():
    assert SYSTEM_DARK == DARK


def test_every_colour_has_a_light_and_a_dark_form():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_can_be_read_on_every_ground(theme, ground, text):
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_marked_figure_can_be_read_and_its_line_be_seen(theme, kind):
    assert contrast(theme["ink"], theme[f"{kind}-tint"]) >= 7
    assert contrast(theme[kind], theme[f"{kind}-tint"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_flagged_can_be_read(theme):
    assert contrast(theme["flagged"], theme["flagged-tint"]) >= 4.5
    assert contrast(theme["ink"], theme["flagged-tint"]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_a_number_can_be_read_on_its_share_of_a_chart(theme, state):
    assert contrast(theme["sheet"], theme[state]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shape", ["edge", "focus", "bar", "bar-strong", "accent"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_lines_bars_and_focus_can_be_told_from_their_ground(theme, shape, ground):
    assert contrast(theme[shape], theme[ground]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_main_button_and_the_message_can_be_read(theme):
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    assert contrast(theme["paper"], theme["ink"]) >= 7
    assert contrast(theme["ink"], theme["percent-tint"]) >= 7


@pytest.mark.parametrize("name", ["base.css", "review.css", "report.css"])
def test_a_sheet_names_colours_by_what_they_are_for(name):
    text = STATIC.joinpath(name).read_text(encoding="utf-8")
    outside = re.sub(r"--[\w-]+:\s*#[0-9a-f]{6};", "", text)
    # The printer's page foot and sheet have no theme.
    outside = re.sub(r"@page \{.*?\n\}", "", outside, flags=re.DOTALL).replace("background: #ffffff;", "")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,\s])", outside)


@pytest.mark.parametrize("name", ["base.css", "review.css", "report.css"])
def test_a_sheet_fetches_nothing(name):
    text = STATIC.joinpath(name).read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", text)


@pytest.mark.parametrize("name", ["base.css", "review.css", "report.css"])
def test_every_variable_that_is_used_is_set(name):
    text = STATIC.joinpath(name).read_text(encoding="utf-8")
    assert set(re.findall(r"var\(--([\w-]+)", text)) <= LIGHT.keys() | {"han", "latin", "mono"}


def test_who_wants_no_motion_gets_none():
    assert "prefers-reduced-motion: reduce" in BASE
