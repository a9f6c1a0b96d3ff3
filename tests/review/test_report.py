"""The report: one file that fetches nothing, holds what the tables hold, and is the same every time."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from extractor.cli.app import call
from extractor.errors import UsageError
from extractor.model.table import ARTICLES, AUDIT, FIGURES, REFUSALS, SUMMARY
from extractor.review.report import write_report
from extractor.review.report_content import Limits
from extractor.sinks.csv import open_table
from extractor.sinks.drafts import Drafts

HOSTILE = "<script>alert(1)</script>“\u202e"


def figure(number, **cells):
    text = cells.pop("text", "")
    raw = cells.get("raw", "30家")
    start = text.find(raw) if text else 0
    return {
        "figure_id": f"f{number:04}", "article_id": "a1", "source": "a.txt", "article_index": "1", "raw": raw,
        "value": "30", "unit": "家", "dimension": "count", "start": str(start), "end": str(start + len(raw)),
        "in_title": "0", "zone": "宝山高新区", "program": "暖心计划", "indicator": "企业", **cells,
    }  # fmt: skip


def fact(ids="f0001", **cells):
    return {
        "zone": "宝山高新区", "program": "暖心计划", "indicator": "企业", "unit": "家", "value": "30",
        "shown": "30家", "mentions": "1", "articles": "1", "conflict": "0", "figure_ids": ids,
        "title": "新站", "published": "2025-03-02", "source": "a.txt", "modality": "reported", **cells,
    }  # fmt: skip


TEXT = "宝山高新区工会走访企业30家。"
ARTICLE = {"article_id": "a1", "source": "a.txt", "article_index": "1", "title": "新站", "text": TEXT}


@pytest.fixture
def run(tmp_path):
    """Writes the tables of a run by hand; gives its folder."""

    def write(articles=(ARTICLE,), figures=None, facts=None, audit=(), refusals=()):
        folder = tmp_path / "三月"
        rows = {
            ARTICLES: articles,
            FIGURES: [figure(1, text=TEXT)] if figures is None else figures,
            SUMMARY: [fact()] if facts is None else facts,
            AUDIT: audit,
            REFUSALS: refusals,
        }
        with Drafts(folder) as drafts:
            for table, cells in rows.items():
                add = open_table(drafts, table)
                for row in cells:
                    add([row.get(name, "") for name in table.names])
            drafts.open("run.json").write('{"extractor": "1.2.3", "patterns": "abc", "inputs": "def"}')
        return folder

    return write


@pytest.fixture
def report(run, tmp_path):
    """Writes the report on such tables; gives its text."""

    def write(lang="zh", limits=None, **tables):
        out = tmp_path / "out" / "report.html"
        write_report(run(**tables), out, lang, limits or Limits())
        return out.read_text(encoding="utf-8")

    return write


class Seen(HTMLParser):
    """What a browser would see: words, and what it would fetch or run."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.ids, self.links = [], [], [], []
        self._quiet = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._quiet = tag == "style"
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href", ""))

    def handle_data(self, data):
        if not self._quiet:
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))


def test_the_report_says_what_the_tables_say(report):
    seen = Seen(report())
    for words in ("宝山高新区", "暖心计划", "企业", "30家", "新站", "走访企业", "1.2.3"):
        assert words in seen.text


def test_it_fetches_nothing_and_runs_nothing(report):
    text = report()
    seen = Seen(text)
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [
        found for _, found in seen.tags if "style" in found or any(name.startswith("on") for name in found)
    ]
    assert all(link.startswith("#") for link in seen.links)
    assert "://" not in text


def test_its_policy_allows_its_own_style_and_nothing_else(report):
    text = report()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in text.replace("'", "&#39;")


def test_words_from_the_news_are_words(report):
    cells = {"zone": HOSTILE, "program": HOSTILE, "indicator": HOSTILE}
    article = {**ARTICLE, "title": HOSTILE, "text": HOSTILE + TEXT, "byline": HOSTILE}
    figures = [figure(1, text=HOSTILE + TEXT, **cells)]
    audit = [{"kind": "conflict", "figure_ids": "f0001", "message": HOSTILE, "zone": HOSTILE}]
    refusals = [{"source": HOSTILE, "place": HOSTILE, "reason": HOSTILE}]
    text = report(
        articles=[article],
        figures=figures,
        facts=[fact(**cells, shown=HOSTILE)],
        audit=audit,
        refusals=refusals,
    )
    seen = Seen(text)
    assert "script" not in {tag for tag, _ in seen.tags}
    assert "<script>alert(1)</script>" in seen.text
    assert "\u202e" not in text


def test_every_link_leads_somewhere_and_every_id_stands_once(report):
    seen = Seen(report(audit=[{"kind": "conflict", "figure_ids": "f0001", "message": "两个数"}]))
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert {"n1", "ff0001", "a1"} <= set(seen.ids)


def test_a_fact_and_its_mark_lead_to_each_other(report):
    text = report()
    assert re.search(r'<tr id="n1".*?href="#ff0001"', text, re.DOTALL)
    assert re.search(r'id="ff0001" href="#n1"[^>]*>30家</a>', text)


def test_a_flagged_fact_carries_a_sign(report):
    text = report(audit=[{"kind": "conflict", "figure_ids": "f0001", "message": "两个数"}])
    assert re.search(r'<b>30家</b> <span class="state flagged"[^>]*>!</span>', text)


def test_the_zone_with_the_most_facts_comes_first_and_that_without_a_name_last(report):
    facts = [fact(), fact("f0002", zone="乙区"), fact("f0003", zone="乙区"), fact("f0004", zone="")]
    figures = [figure(number, text=TEXT) for number in range(1, 5)]
    headings = re.findall(r'<h3>(\S+) <span class="tally">', report(facts=facts, figures=figures))
    assert headings == ["乙区", "宝山高新区", "（未注明区域）"]


def test_facts_stand_program_by_program_in_the_order_of_the_text(report):
    facts = [fact("f0003", program="甲"), fact("f0002", program="乙"), fact("f0001", program="甲")]
    figures = [figure(number, text=TEXT) for number in range(1, 4)]
    text = report(facts=facts, figures=figures)
    assert re.findall(r'<a class="ref" href="#f(f\d+)">', text) == ["f0001", "f0003", "f0002"]


def test_what_does_not_fit_is_said(report):
    facts = [fact(f"f{number:04}", zone=f"{number}区") for number in range(1, 6)]
    figures = [figure(number, text=TEXT) for number in range(1, 6)]
    text = Seen(report(limits=Limits(facts=2), facts=facts, figures=figures)).text
    assert "另有 3 个事实没有列出，见 summary.csv。" in text


def test_a_long_article_is_cut_and_says_so(report):
    text = Seen(report(limits=Limits(letters=5))).text
    assert "宝山高新区" in text
    assert f"后 {len(TEXT) - 5} 个字未印" in text


def test_an_empty_run_has_a_report(report):
    text = Seen(report(articles=(), figures=(), facts=())).text
    assert "没有数字。" in text


def test_in_english_the_words_are_english_and_the_news_stays_chinese(report):
    seen = Seen(report(lang="en"))
    assert "Facts by zone" in seen.text
    assert "宝山高新区" in seen.text


def test_two_reports_on_the_same_tables_are_the_same(report):
    assert report() == report()


def test_a_folder_without_a_run_is_refused_by_name(tmp_path):
    with pytest.raises(UsageError, match=r"(articles|figures|audit)\.csv"):
        write_report(tmp_path, tmp_path / "report.html")


def test_the_command_writes_the_file_and_says_what_is_in_it(run, tmp_path, capsys):
    folder = run()
    assert call(["report", str(folder)]) == 0
    assert (folder / "report.html").is_file()
    said = capsys.readouterr().err
    assert "1 of 1" in said
    assert "report.html" in said


def test_tables_print_with_their_heads_on_a4(report):
    text = report()
    assert re.search(r"@page \{\s*size: A4;", text)
    assert "thead { display: table-header-group; }" in text
    assert re.search(r"tr[^{}]*\{ break-inside: avoid; \}", text)
