"""Pages: what people see of a run, and what their forms do, with scripts and without."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.cli.app import call
from extractor.review.reading import article_page
from extractor.review.signs import visible
from extractor.store.wanted import Filter
from tests.review.opened import Opened, csrf_of, made, opened, post, stored

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def review(tmp_path: Path) -> Opened:
    """A review of made articles."""
    return made(tmp_path)


def first(review: Opened, **wanted: str) -> dict[str, object]:
    """The first figure that a filter finds."""
    rows = review.client().get("/api/figures", params=wanted).json()["rows"]
    found: dict[str, object] = rows[0]
    return found


@pytest.mark.parametrize("path", ["/", "/articles", "/figures", "/queue", "/history", "/export"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_shows_in_both_languages(review: Opened, path: str, lang: str) -> None:
    client = review.client()
    client.get(f"/?lang={lang}")
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in answer.text


def test_an_article_shows_every_figure_in_its_text_and_in_the_table(review: Opened) -> None:
    row = first(review)
    client = review.client()
    page = client.get(f"/articles/{row['article_id']}").text
    article = client.get(f"/api/articles/{row['article_id']}").json()
    assert len(article["figures"]) == 4
    for figure in article["figures"]:
        assert page.count(figure["figure_id"]) >= 2
        assert figure["cells"]["raw"] in page


def test_a_figure_that_is_asked_for_is_the_selected_one(review: Opened) -> None:
    rows = review.client().get("/api/figures").json()["rows"]
    answer = review.client().get(
        f"/articles/{rows[2]['article_id']}", params={"figure": rows[2]["figure_id"]}
    )
    assert f'data-selected="{rows[2]["figure_id"]}"' in answer.text


@pytest.mark.parametrize(
    "path", ["/articles/aaaaaaaaaaaa", "/articles/aaaaaaaaaaaa/figures/bbbbbbbbbbbb", "/x"]
)
def test_what_is_not_there_is_said_on_a_page(review: Opened, path: str) -> None:
    answer = review.client().get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text


WRONG = ("state=lost", "least=2", "audit=x", "after=!", "after=e30", "article=../etc", "zone=%00",
         "text=" + "a" * 201)  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_filter_that_cannot_be_meant_is_refused(review: Opened, query: str) -> None:
    assert review.client().get(f"/figures?{query}").status_code == 422
    assert review.client().get(f"/api/figures?{query}").status_code == 422


@pytest.mark.parametrize(("path", "row"), [("/articles", "data-article"), ("/figures", "data-row"),
                                           ("/queue", "data-row")])  # fmt: skip
def test_a_fragment_holds_rows_and_no_page(review: Opened, path: str, row: str) -> None:
    answer = review.client().get(path, headers=FRAGMENT)
    assert "<html" not in answer.text
    assert "<tr" in answer.text or row in answer.text


def test_a_form_without_scripts_leads_back_to_the_figure(review: Opened) -> None:
    row = first(review)
    client = review.client("李强")
    path = f"/articles/{row['article_id']}/decisions"
    data = {"kind": "accept", "figure_id": row["figure_id"], "seen": "0", "csrf": csrf_of(client)}
    answer = client.post(path, data=data)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/articles/{row['article_id']}?figure={row['figure_id']}"
    assert first(review, state="accepted")["decided"]["who"] == "李强"  # type: ignore[index]


def test_a_form_with_scripts_gets_the_article_anew_and_what_comes_next(review: Opened) -> None:
    client = review.client("李强")
    row = client.get("/api/queue").json()["rows"][0]
    path = f"/articles/{row['article_id']}/decisions?way=queue"
    data = {"kind": "reject", "figure_id": row["figure_id"], "seen": "0", "csrf": csrf_of(client)}
    answer = client.post(path, data=data, headers=FRAGMENT)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    told = json.loads(answer.headers["HX-Trigger"])["decided"]
    assert told["kind"] == "reject"
    assert told["next"] == client.get("/api/queue").json()["rows"][0]["figure_id"]


def test_the_way_is_read_from_the_page_where_the_form_does_not_say_it(review: Opened) -> None:
    client = review.client("李强")
    row = client.get("/api/queue").json()["rows"][0]
    data = {"kind": "accept", "figure_id": row["figure_id"], "seen": "0", "csrf": csrf_of(client)}
    headers = {**FRAGMENT, "HX-Current-URL": "http://127.0.0.1:8017/articles/x?way=queue&zone="}
    answer = client.post(f"/articles/{row['article_id']}/decisions", data=data, headers=headers)
    assert "way=queue" in json.loads(answer.headers["HX-Trigger"])["decided"]["next_url"]


def test_a_form_that_corrects_changes_what_it_changes(review: Opened) -> None:
    row = first(review)
    client = review.client("李强")
    cells: dict[str, str] = row["cells"]  # type: ignore[assignment]
    fields = {
        f"set-{name}": cells[name] for name in ("value", "unit", "zone", "program", "indicator", "period")
    }
    data = {"kind": "correct", "figure_id": str(row["figure_id"]), "seen": "0", "csrf": csrf_of(client),
            **fields, "set-zone": "临溪高新区"}  # fmt: skip
    assert client.post(f"/articles/{row['article_id']}/decisions", data=data).status_code == 303
    after = first(review, state="corrected")
    assert after["changed"] == ["zone"] or set(after["changed"]) == {"zone", "canonical_zone"}  # type: ignore[call-overload]
    assert after["cells"]["zone"] == "临溪高新区"  # type: ignore[index]


def test_an_undone_decision_leaves_the_figure_open(review: Opened) -> None:
    row = first(review)
    client = review.client("李强")
    body = {"kind": "accept", "figure_id": row["figure_id"], "seen": 0}
    decision = post(client, "/api/decisions", body).json()["decision_id"]
    data = {
        "kind": "undo",
        "decision_id": str(decision),
        "figure_id": row["figure_id"],
        "csrf": csrf_of(client),
    }
    assert client.post(f"/articles/{row['article_id']}/decisions", data=data).status_code == 303
    assert client.get("/api/overview").json()["progress"]["open"] == 48


def test_the_second_of_two_reviewers_is_told_who_was_first(review: Opened) -> None:
    row = first(review)
    one, other = review.client("李强"), review.client("陈立")
    path = f"/articles/{row['article_id']}/decisions"
    data = {"figure_id": row["figure_id"], "seen": "0"}
    assert one.post(path, data={**data, "kind": "accept", "csrf": csrf_of(one)}).status_code == 303
    answer = other.post(path, data={**data, "kind": "reject", "csrf": csrf_of(other)}, headers=FRAGMENT)
    assert answer.status_code == 409
    assert "李强" in answer.text
    assert first(review, state="accepted")["figure_id"] == row["figure_id"]


def test_two_reviewers_work_beside_each_other(review: Opened) -> None:
    one, other = review.client("李强"), review.client("陈立")
    rows = one.get("/api/figures").json()["rows"]
    for client, row, kind in ((one, rows[0], "accept"), (other, rows[1], "reject")):
        body = {"kind": kind, "figure_id": row["figure_id"], "seen": 0}
        assert post(client, "/api/decisions", body).status_code == 201
    whos = {row["who"] for row in one.get("/api/decisions").json()["rows"]}
    assert whos == {"李强", "陈立"}


def test_a_form_that_lacks_what_it_needs_is_refused_in_words(review: Opened) -> None:
    row = first(review)
    client = review.client("李强")
    path = f"/articles/{row['article_id']}/decisions"
    token = csrf_of(client)
    for data in ({}, {"kind": "lose"}, {"kind": "accept"}, {"kind": "add", "start": "x", "end": "1"},
                 {"kind": "correct", "figure_id": row["figure_id"], "set-value": "许多"}):  # fmt: skip
        answer = client.post(path, data={**data, "csrf": token}, headers=FRAGMENT)
        assert answer.status_code == 422
        assert 'id="problem"' in answer.text


def test_the_export_leaves_tables_with_the_decisions(review: Opened) -> None:
    row = first(review)
    client = review.client("李强")
    post(client, "/api/decisions", {"kind": "reject", "figure_id": row["figure_id"], "seen": 0})
    data = {"decisions": "with", "format": "csv", "headers": "en", "to": "folder", "csrf": csrf_of(client)}
    answer = client.post("/export", data=data)
    assert answer.status_code == 200
    assert "figures.csv" in answer.text
    with (review.room.folder / "reviewed" / "figures.csv").open(encoding="utf-8-sig", newline="") as handle:
        ids = [one["figure_id"] for one in csv.DictReader(handle)]
    assert len(ids) == 47
    assert row["figure_id"] not in ids


@pytest.mark.parametrize(("to", "start"), [("zip", b"PK"), ("xlsx", b"PK")])
def test_an_export_can_be_taken_away(review: Opened, to: str, start: bytes) -> None:
    client = review.client("李强")
    data = {"decisions": "without", "format": "csv", "to": to, "csrf": csrf_of(client)}
    answer = client.post("/export", data=data)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert "attachment" in answer.headers["content-disposition"]


HOSTILE = (
    "<script>alert(1)</script>工会\u202e走访\u200b企业30家\u0000<img src=x onerror=alert(2)>，"
    "\"><svg onload=alert(3)>{{ 7*7 }}${8*8}<!-- --><a href='javascript:alert(4)'>慰问职工12人</a>。\u2028末"
)


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def live(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags of a page that could do something that is not ours."""
    return [
        (tag, attributes)
        for tag, attributes in Tags(page).found
        if (tag == "script" and not (attributes.get("src") or "").startswith("/static/"))
        or tag in {"iframe", "object", "embed", "img", "base", "style"}
        or any(name.startswith("on") or name == "style" for name in attributes)
        or any(
            (attributes.get(name) or "/").strip().lower()[:1] not in {"/", "#", "?"}
            for name in ("href", "src")
        )
    ]


def test_a_hostile_article_is_inert_on_every_page(tmp_path: Path) -> None:
    title = "</title><script>alert(0)</script>{% raw %}\u202e标题"
    zone = "<b onmouseover=alert(5)>高新区\u202e"
    article_id = stored(tmp_path, title, HOSTILE, ["30家", "12人"], zone=zone, program='"><script>x</script>')
    review = opened(tmp_path)
    client = review.client("<script>alert(6)</script>")
    figure = client.get("/api/figures").json()["rows"][0]["figure_id"]
    note = "<script>alert(7)</script>"
    post(client, "/api/decisions", {"kind": "accept", "figure_id": figure, "seen": 0, "note": note})
    asked = "text=%3Cscript%3E&zone=%22%3E%3Cimg%20src%3D1%3E"
    for path in ("/", "/articles", "/figures", "/queue", "/history", "/export", f"/articles/{article_id}",
                 f"/articles/{article_id}/figures/{figure}", f"/figures?{asked}", f"/queue?{asked}",
                 f"/articles?{asked}"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert live(answer.text) == [], path
        assert "${64}" not in answer.text
        assert not [char for char in "\u202e\u200b\u2028\x00" if char in answer.text], path


def test_hidden_marks_are_named_in_the_text(tmp_path: Path) -> None:
    article_id = stored(tmp_path, "标题", HOSTILE, ["30家"])
    page = opened(tmp_path).client().get(f"/articles/{article_id}").text
    for name in ("U+202E", "U+200B", "U+2028"):
        assert name in page


def test_every_character_of_the_text_stands_on_the_page_in_its_place(tmp_path: Path) -> None:
    text = "第一段𠮷野家10家。\n\n第三段\t有20人，\u202e末。"
    article_id = stored(tmp_path, "标题", text, ["10家", "20人"])
    review = opened(tmp_path)
    with review.room.shelf.reading() as base:
        page = article_page(base, review.room, article_id, Filter())
    assert page is not None
    for paragraph in page.paragraphs:
        for piece in paragraph.pieces:
            assert visible(text[piece.start : piece.start + len(piece.text)]) == piece.text
    assert "\n".join("".join(piece.text for piece in one.pieces) for one in page.paragraphs) == visible(text)


def test_a_line_of_a_megabyte_is_cut_around_the_figure(tmp_path: Path) -> None:
    text = "工" * 600_000 + "慰问30家" + "会" * 400_000
    article_id = stored(tmp_path, "标题", text, ["30家"])
    client = opened(tmp_path).client()
    answer = client.get(f"/articles/{article_id}")
    assert answer.status_code == 200
    assert len(answer.content) < 1_000_000
    assert "30家" in answer.text
    for path in ("/figures", "/queue", "/articles"):
        assert len(client.get(path).content) < 100_000


def test_a_text_of_hidden_marks_alone_is_answered(tmp_path: Path) -> None:
    article_id = stored(tmp_path, "标题", "\u202e\u200b" * 60_000 + "30家", ["30家"])
    answer = opened(tmp_path).client().get(f"/articles/{article_id}")
    assert answer.status_code == 200
    assert len(answer.content) < 2_000_000


def test_a_folder_without_a_store_is_refused_with_what_to_do(tmp_path: Path) -> None:
    assert call(["review", str(tmp_path / "none"), "--no-browser"]) == 2
    assert call(["review", str(tmp_path), "--no-browser"]) == 2
    assert not (tmp_path / "store.sqlite").exists()


def test_a_weak_token_is_refused(tmp_path: Path) -> None:
    made(tmp_path, 1, 1).room.shelf.close()
    assert call(["review", str(tmp_path), "--no-browser", "--token", "1234"]) == 2
