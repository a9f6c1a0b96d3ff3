"""The review in a real browser: by keyboard, by mouse, on a phone, by two people, with hostile news."""

from __future__ import annotations

import shutil
import sqlite3
from urllib.parse import quote

import pytest

from extractor.cli.app import call
from extractor.model.table import TABLES
from extractor.sources.table import read_table
from tests.review.browser import PHONE, chromium, lacking, seeing, serving, took
from tests.review.made import made_store

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(lacking()), reason=lacking() or "there is a browser")]

HOSTILE = """高新区工会<script>alert(1)</script>慰问职工

高新区工会\u202e走访\u200b企业30家<img src=x onerror=alert(2)>，"><svg onload=alert(3)>发放慰问金280万元。
<iframe src=javascript:alert(4)></iframe>{{ 7*7 }}${alert(5)}慰问职工1200人，\
<a href="//example.org/">培训</a>15期。
"""


LONG = "高新区工会组织职工开展学习交流活动。" * 99 + "高新区工会慰问职工300人。"
LIVE = """document.querySelectorAll(
    '.sheet img, .sheet iframe, .sheet script, .sheet svg, .sheet a[href^="//"]').length"""
OUTLINED = """(() => {
    const it = document.activeElement, style = getComputedStyle(it);
    return it === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
})()"""
NAMELESS = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
    .filter(it => !(it.textContent.trim() || it.ariaLabel || it.title || it.labels?.length))
    .map(it => it.outerHTML)"""
TWICE = """[...document.querySelectorAll('[id]')].map(it => it.id)
    .filter((id, at, ids) => ids.indexOf(id) !== at)"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def corpus_run(tmp_path_factory, checkout):
    """A run over some of the sample news."""
    folder = tmp_path_factory.mktemp("run")
    news = sorted((checkout / "corpus" / "articles").iterdir())[:6]
    assert call(["run", *map(str, news), "--out", str(folder / "三月")]) == 0
    return folder / "三月"


@pytest.fixture
def folder(corpus_run, tmp_path):
    """A copy of the run that a test may change."""
    return shutil.copytree(corpus_run, tmp_path / "三月")


@pytest.fixture
def address(folder):
    with serving(folder) as base:
        yield base


@pytest.fixture
def sight(browser, address):
    with seeing(browser, address) as sight:
        yield sight
        assert sight.wrong == []
        assert sight.strangers == []


def rows(path):
    """The rows of one of the tables, whatever the language of its headings."""
    table = next(table for table in TABLES if table.name == path.stem)
    return read_table(path, table)


def tab_to(sight, selector, most=80):
    """Goes there with the Tab key, as one does who has no mouse."""
    for _ in range(most):
        if sight.value(f"document.activeElement.matches({selector!r})"):
            return
        sight.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_ten_figures_by_keyboard_alone_and_the_tables_follow(sight, folder):
    before = {row["figure_id"]: row for row in rows(folder / "figures.csv")}
    sight.go("/")
    sight.press("g")
    sight.press("q")
    seen, accepted = [], []
    for _ in range(5):
        seen.append(sight.figure)
        accepted.append(sight.figure)
        sight.press("a")
    rejected = sight.figure
    sight.press("r")
    undone = sight.figure
    sight.press("r", "u")
    assert sight.figure == undone
    assert sight.state == "open"
    sight.press("j")
    corrected = sight.figure
    sight.press("e")
    tab_to(sight, "#set-indicator")
    sight.press("Control+A")
    sight.page.keyboard.type("试验指标")
    sight.press("Enter")
    for _ in range(3):
        seen.append(sight.figure)
        sight.press("a")
    seen += [rejected, undone, corrected]
    assert len(set(seen)) >= 10

    article, number = sight.value("document.querySelector('#body').dataset.article"), len(before)
    sight.press("n")
    sight.press("Shift+ArrowRight", "Shift+ArrowRight")
    picked = sight.value("getSelection().toString()")
    assert len(picked) == 3
    sight.press("Enter")
    tab_to(sight, "#set-value")
    sight.press("Control+A")
    sight.page.keyboard.type("280万元")
    sight.press("Enter")
    assert sight.state == "added"
    added = sight.figure

    sight.press("g")
    sight.press("x")
    tab_to(sight, "button[value=folder]")
    sight.press("Enter")
    assert "reviewed" in sight.text(".done")
    after = {row["figure_id"]: row for row in rows(folder / "reviewed" / "figures.csv")}
    assert len(after) == number
    assert rejected not in after
    assert after[corrected]["indicator"] == "试验指标"
    assert before[corrected]["indicator"] != "试验指标"
    assert after[added]["value"] == "2800000"
    assert after[added]["raw"] == picked
    assert after[added]["article_id"] == article
    assert {name: cell for name, cell in after[undone].items() if name not in {"restates", "part_of"}} == {
        name: cell for name, cell in before[undone].items() if name not in {"restates", "part_of"}
    }
    assert all(after[one]["confidence"] == "1" for one in accepted)

    tab_to(sight, "form[action='/compare'] button")
    sight.press("Enter")
    verdicts = [(row["verdict"], row["differs"]) for row in rows(folder / "reviewed" / "comparison.csv")]
    assert ("attachment_differs", "indicator") in verdicts
    kinds = [verdict for verdict, _ in verdicts]
    assert kinds.count("spurious") == 1
    assert kinds.count("missing") == 1
    assert kinds.count("matched") == 8

    assert call(["report", str(folder)]) == 0
    said = (folder / "report.html").read_text(encoding="utf-8")
    assert "已按复核决定更正：接受 8，更正 1，驳回 1，补录 1" in said
    assert "试验指标" in said
    assert f"f{rejected}" not in said


def test_hovering_a_mark_shows_its_row_and_choosing_either_chooses_both(sight):
    sight.go("/articles")
    sight.page.locator("#rows a.pick").first.click()
    sight.quiet()
    mark = sight.page.locator(".prose mark").nth(2)
    figure = mark.get_attribute("data-figure")
    mark.hover()
    assert "hover" in sight.page.locator(f'[data-row="{figure}"]').get_attribute("class")
    mark.click()
    sight.quiet()
    assert sight.figure == figure
    assert sight.page.locator(f'[data-row="{figure}"]').get_attribute("aria-current") == "true"
    other = sight.page.locator("#rows tr").nth(4)
    other.locator("td").nth(3).click()
    sight.quiet()
    chosen = other.get_attribute("data-row")
    assert sight.figure == chosen
    assert sight.page.locator(f'mark[data-figure="{chosen}"]').first.get_attribute("aria-current") == "true"


def test_the_mouse_does_all_that_the_keys_do(sight):
    sight.go("/queue/next")
    first = sight.figure
    sight.page.locator("#decide .yes").click()
    sight.quiet()
    assert sight.figure != first
    sight.page.locator('.hints [data-do="undo"]').click()
    sight.quiet()
    assert (sight.figure, sight.state) == (first, "open")
    sight.page.locator('#decide [data-do="correct"]').click()
    sight.page.locator("#set-zone").fill("临溪工业园区")
    sight.page.locator("#correct button.main").click()
    sight.quiet()
    sight.go("/history")
    assert "临溪工业园区" in sight.text("#rows li")


def test_a_number_selected_by_mouse_offers_to_be_added(sight):
    sight.go("/articles")
    sight.page.locator("#rows a.pick").first.click()
    sight.quiet()
    box = sight.page.locator(".prose p").nth(1).bounding_box()
    sight.page.mouse.move(box["x"] + 60, box["y"] + 20)
    sight.page.mouse.down()
    sight.page.mouse.move(box["x"] + 120, box["y"] + 20, steps=4)
    sight.page.mouse.up()
    picked = sight.value("getSelection().toString()")
    sight.page.locator(".float").click()
    sight.quiet()
    assert picked in sight.text("#figure .figure-raw")


def test_offsets_are_counted_in_characters_not_in_halves_of_them(browser, tmp_path):
    news = tmp_path / "a.txt"
    news.write_text(
        "高新区工会服务职工\n\n高新区工会走访𠮷祥𠮷厂等企业30家，慰问若干人。\n", encoding="utf-8"
    )
    folder = tmp_path / "run"
    assert call(["run", str(news), "--out", str(folder)]) == 0
    with serving(folder) as base, seeing(browser, base) as sight:
        sight.go("/queue/next")
        sight.press("n", *["ArrowRight"] * 3, "Shift+ArrowRight", "Shift+ArrowRight")
        picked = sight.value("getSelection().toString()")
        sight.press("Enter")
        assert picked == "若干人"
        assert "若干人" in sight.text("#figure .figure-raw")


def test_what_is_wrong_in_a_field_is_said_beside_it_and_nothing_is_lost(sight):
    sight.go("/queue/next")
    sight.press("e")
    sight.page.locator("#set-value").fill("很多")
    sight.page.locator("#set-zone").fill("临溪工业园区")
    sight.press("Enter")
    assert "很多" in sight.text("#problem")
    assert sight.page.locator("#set-zone").input_value() == "临溪工业园区"
    sight.press("Escape")
    assert sight.state == "open"
    assert sight.page.locator("#problem").count() == 0


def test_keys_pressed_quickly_are_carried_out_one_by_one(sight, folder):
    sight.go("/queue/next")
    for _ in range(4):
        sight.page.keyboard.press("a")
    sight.page.wait_for_timeout(1500)
    sight.quiet()
    with sqlite3.connect(folder / "store.sqlite") as base:
        ids = [row[0] for row in base.execute("SELECT figure_id FROM decisions")]
    assert len(ids) == len(set(ids)) == 4


def test_help_opens_and_closes_by_key_and_takes_the_keys_meanwhile(sight):
    sight.go("/queue/next")
    first = sight.figure
    sight.press("?")
    assert sight.page.locator("#help").is_visible()
    sight.press("j", "a")
    assert sight.figure == first
    sight.press("Escape")
    assert not sight.page.locator("#help").is_visible()


def test_a_filter_and_a_search_find_and_the_keys_walk_through_what_they_found(sight):
    sight.go("/figures?audit=any")
    found = sight.page.locator("#rows tr[data-row]").count()
    assert 0 < found == sight.page.locator("#rows tr.flagged").count()
    sight.go("/figures?most=0.9")
    assert sight.page.locator("#rows tr[data-row]").count() > found
    sight.press("j", "j")
    wanted = sight.value("document.activeElement.closest('tr').dataset.row")
    assert wanted == sight.page.locator("#rows tr[data-row]").nth(1).get_attribute("data-row")
    sight.press("Enter")
    assert sight.figure == wanted
    sight.press("/")
    sight.page.keyboard.type("职工")
    sight.press("Enter")
    assert "text=" in sight.page.url
    assert "职工" in sight.text("#rows")


def test_two_reviewers_see_each_other(browser, address):
    with seeing(browser, address) as one, seeing(browser, address) as other:
        for sight, name in ((one, "王敏"), (other, "李强")):
            sight.go("/")
            sight.page.locator(".who summary").click()
            sight.page.locator(".who input[name=name]").fill(name)
            sight.page.locator(".who button").click()
            sight.quiet()
            assert name in sight.text(".who summary")
            sight.go("/queue/next")
        figure = one.figure
        assert other.figure == figure
        one.press("a")
        other.press("r")
        assert "王敏" in other.text("#figure.clash")
        other.press("Escape")
        assert (other.figure, other.state) == (figure, "accepted")
        other.press("r")
        one.go("/history")
        assert "李强" in one.text("#rows li")
        assert one.wrong == other.wrong == []


def test_hostile_news_is_words(browser, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a<b>&\"'.txt").write_text(HOSTILE, encoding="utf-8")
    (news / "long.txt").write_text(f"高新区工会服务职工\n\n{LONG * 200}\n", encoding="utf-8")
    assert (news / "long.txt").stat().st_size > 1_000_000
    folder = tmp_path / "run"
    assert call(["run", str(news), "--out", str(folder)]) == 0
    with serving(folder) as base, seeing(browser, base) as sight:
        for path in ("/", "/articles", "/figures", "/queue", "/history", "/export"):
            sight.go(path)
        ids = {row["source"]: row["article_id"] for row in rows(folder / "articles.csv")}
        sight.go(f"/articles/{ids['long.txt']}")
        sight.press("j", "j", "a")
        assert sight.value("document.querySelectorAll('.prose mark').length") > 20
        hostile = next(name for source, name in ids.items() if source != "long.txt")
        sight.go(f"/articles/{hostile}")
        sight.press("j", "e", "Escape", "n", "Shift+ArrowRight", "Enter")
        shown = sight.value("document.querySelector('.sheet').textContent")
        assert "<img src=x onerror=alert(2)>" in shown
        assert "{{ 7*7 }}" in shown
        assert "\u202e" not in shown
        assert sight.page.locator('.ctl[title*="U+202E"]').count() == 1
        assert sight.value(LIVE) == 0
        assert sight.wrong == []
        assert sight.strangers == []


PATHS = (
    "/",
    "/queue",
    "/articles",
    "/figures?zone=x&audit=any",
    "/figures",
    "/history",
    "/export",
    "/queue/next",
    "/nowhere",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_need_not_scroll_sideways(browser, address, path):
    with seeing(browser, address, PHONE, has_touch=True, is_mobile=True) as sight:
        sight.go(path)
        assert sight.value("document.documentElement.scrollWidth") <= 390


def test_a_phone_has_every_command_within_reach(browser, address):
    with seeing(browser, address, PHONE, has_touch=True, is_mobile=True) as sight:
        sight.go("/queue/next")
        first = sight.figure
        for name in ("previous", "next", "accept", "correct", "reject", "add", "undo"):
            box = sight.page.locator(f'.hints [data-do="{name}"]').bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert box["y"] + box["height"] <= 844
            assert box["height"] >= 34
        sight.page.locator('.hints [data-do="accept"]').tap()
        sight.quiet()
        assert sight.figure != first


@pytest.mark.parametrize(
    ("scheme", "chosen", "dark"),
    [("dark", "", True), ("light", "", False), ("light", "dark", True), ("dark", "light", False)],
)
def test_colours_follow_the_system_until_one_chooses(browser, address, scheme, chosen, dark):
    with seeing(browser, address, color_scheme=scheme) as sight:
        sight.go("/")
        for _ in range(3):
            if sight.value("document.documentElement.dataset.theme ?? ''") == chosen:
                break
            sight.page.locator('[data-do="theme"]').click()
        sight.go("/")
        red, green, blue = sight.value(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        assert (red + green + blue < 200) is dark
        assert sight.wrong == []


def test_the_focus_is_seen_wherever_tab_goes(sight):
    for path in ("/", "/queue/next", "/export"):
        sight.go(path)
        for _ in range(25):
            sight.page.keyboard.press("Tab")
            drawn = sight.value(OUTLINED)
            assert drawn, sight.value("document.activeElement.outerHTML")


def test_everything_that_one_can_press_has_a_name(sight):
    for path in ("/", "/queue/next", "/figures", "/export"):
        sight.go(path)
        nameless = sight.value(NAMELESS)
        assert nameless == []
        assert sight.value(TWICE) == []


def test_ten_thousand_articles_answer_at_once(browser, tmp_path):
    folder = tmp_path / "big"
    folder.mkdir()
    made_store(folder / "store.sqlite", 10_000)
    with serving(folder) as base, seeing(browser, base) as sight:
        sight.go("/queue/next")
        article, figure = sight.value("document.querySelector('#body').dataset.article"), sight.figure
        paths = (
            "/", "/queue", "/articles", "/figures", "/figures?audit=any", "/figures?most=0.3&zone=x",
            "/figures?text=职工", "/history", "/export", f"/articles/{article}/figures/{figure}",
            f"/articles/{article}?figure={figure}&way=queue",
        )  # fmt: skip
        slow = {path: seconds for path in paths if (seconds := took(base, quote(path, safe="/?&="))) > 0.1}
        assert slow == {}
        sight.press("a", "a", "j", "r")
        sight.go("/figures")
        sight.page.locator(".more a").click()
        sight.quiet()
        assert sight.page.locator("#rows tr[data-row]").count() > 50
        assert sight.wrong == []
