"""The API: decisions and what comes of them, selections, refusals, the schema."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.review.opened import NOW, Opened, made, opened, post, stored

TEXT = (
    "今年以来，云洲高新区工会实施“暖心驿站”项目，走访企业30家，慰问职工1200人。\n"
    "全区建成职工书屋15个，其中新建三个，发放慰问金280万元。"
)


@pytest.fixture
def review(tmp_path: Path) -> Opened:
    """A review of made articles."""
    return made(tmp_path)


@pytest.fixture
def one(tmp_path: Path) -> tuple[Opened, str]:
    """A review of one article, and the article's id."""
    article_id = stored(tmp_path, "高新区工会服务职工", TEXT, ["30家", "15个"], zone="云洲高新区")
    return opened(tmp_path), article_id


def figures(review: Opened) -> list[dict[str, Any]]:
    """The first figures."""
    rows: list[dict[str, Any]] = review.client().get("/api/figures").json()["rows"]
    return rows


def test_a_decision_is_stored_with_who_and_when(review: Opened) -> None:
    client = review.client("李强")
    row = figures(review)[0]
    body = {"kind": "accept", "figure_id": row["figure_id"], "seen": 0, "note": "已核"}
    made_ = post(client, "/api/decisions", body)
    assert made_.status_code == 201
    (decided,) = client.get("/api/decisions").json()["rows"]
    expected = {
        "who": "李强",
        "at": NOW,
        "kind": "accept",
        "note": "已核",
        "raw": row["cells"]["raw"],
        "applies": True,
    }
    assert decided | expected == decided
    assert made_.json()["figure"]["state"] == "accepted"
    assert made_.json()["progress"]["done"] == 1


def test_a_correction_shows_both_cells(review: Opened) -> None:
    client = review.client("李强")
    row = figures(review)[0]
    body = {"kind": "correct", "figure_id": row["figure_id"], "seen": 0, "changes": {"indicator": "受助職工"}}
    found = post(client, "/api/decisions", body).json()["figure"]
    assert found["cells"]["indicator"] == "受助职工"
    assert found["found"]["indicator"] == row["cells"]["indicator"]
    assert "indicator" in found["changed"]


CORRECTED = {
    "a number with separators": ({"value": "1,234.50"}, {"value": "1234.5"}),
    "full width": ({"value": "１２"}, {"value": "12"}),
    "a number with its unit": ({"value": "约28万元"}, {"value": "280000", "unit": "元", "bound": "about"}),
    "a unit that is none of the base": ({"value": "3", "unit": "万元"}, {"value": "30000", "unit": "元"}),
    "a range": ({"value": "3", "value_max": "5"}, {"value": "3", "value_max": "5"}),
    "a period": ({"period": "2024年上半年"}, {"period_start": "2024-01-01", "period_end": "2024-06-30"}),
    "a zone": ({"zone": "临溪经济技术开发区"}, {"canonical_zone": "临溪经开区"}),
    "an emptied cell": ({"program": ""}, {"program": ""}),
    "the dimension follows the unit": ({"unit": "平方米"}, {"unit": "平方米", "dimension": "area"}),
}


@pytest.mark.parametrize("name", CORRECTED)
def test_what_is_written_is_stored_as_figures_csv_holds_it(one: tuple[Opened, str], name: str) -> None:
    review, _ = one
    changes, expected = CORRECTED[name]
    row = figures(review)[0]
    body = {
        "kind": "correct",
        "figure_id": row["figure_id"],
        "seen": 0,
        "changes": {**changes, "action": "走访了"},
    }
    answer = post(review.client("李强"), "/api/decisions", body)
    assert answer.status_code == 201, answer.text
    assert {name: answer.json()["figure"]["cells"][name] for name in expected} == expected


REFUSED = {
    "no number": ({"value": "许多"}, "value"),
    "two numbers": ({"value": "3家5人"}, "value"),
    "empty value": ({"value": ""}, "value"),
    "upper below": ({"value_max": "0"}, "value_max"),
    "unknown bound": ({"bound": "more"}, "bound"),
    "no day": ({"period_start": "2024-02-30"}, "period_start"),
    "days turned round": ({"period_start": "2024-02-03", "period_end": "2024-02-01"}, "period_end"),
    "an id": ({"figure_id": "0"}, "figure_id"),
    "the sentence": ({"sentence": "x"}, "sentence"),
    "a hidden mark": ({"zone": "高\u202e新区"}, "zone"),
    "too long": ({"zone": "区" * 201}, "zone"),
    "a unit with a factor": ({"unit": "万元"}, "unit"),
    "nothing": ({}, ""),
    "the same": ({"zone": "云洲高新区"}, ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_by_its_field(one: tuple[Opened, str], name: str) -> None:
    review, _ = one
    changes, field = REFUSED[name]
    row = figures(review)[0]
    body = {"kind": "correct", "figure_id": row["figure_id"], "seen": 0, "changes": changes}
    answer = post(review.client("李强"), "/api/decisions", body)
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == [field]
    assert review.client().get("/api/decisions").json()["rows"] == []


def test_the_second_reviewer_is_told_what_holds(review: Opened) -> None:
    row = figures(review)[0]
    body = {"kind": "correct", "figure_id": row["figure_id"], "seen": 0, "changes": {"zone": "石浦高新区"}}
    assert post(review.client("李强"), "/api/decisions", body).status_code == 201
    answer = post(review.client("陈立"), "/api/decisions", body | {"kind": "accept", "changes": {}})
    assert answer.status_code == 409
    assert answer.json()["current"]["who"] == "李强"
    assert answer.json()["current"]["changes"]["zone"] == "石浦高新区"


def test_undo_needs_the_last_decision_and_says_what_is_left(review: Opened) -> None:
    client = review.client("李强")
    row = figures(review)[0]
    body = {"kind": "accept", "figure_id": row["figure_id"], "seen": 0}
    first = post(client, "/api/decisions", body).json()["decision_id"]
    second = post(client, "/api/decisions", body | {"kind": "reject", "seen": first}).json()["decision_id"]
    assert post(client, f"/api/decisions/{first}/undo", {}).status_code == 409
    answer = post(client, f"/api/decisions/{second}/undo", {})
    assert answer.json()["figure"]["state"] == "accepted"
    assert post(client, f"/api/decisions/{second}/undo", {}).status_code == 409
    assert post(client, "/api/decisions/99/undo", {}).status_code == 404


def select(review: Opened, article_id: str, words: str) -> Any:
    """The answer to a selection of words of the text."""
    start = TEXT.index(words)
    body = {"start": start, "end": start + len(words)}
    return post(review.client("李强"), f"/api/articles/{article_id}/selection", body)


def test_a_selection_is_read_as_the_extractor_reads_it(one: tuple[Opened, str]) -> None:
    review, article_id = one
    found = select(review, article_id, "280万").json()
    assert (found["raw"], found["cells"]["value"], found["cells"]["unit"]) == ("280万元", "2800000", "元")
    assert found["cells"]["indicator"] == "慰问金"
    assert found["cells"]["zone"] == "云洲高新区"
    assert found["known"] == ""


def test_a_number_that_the_rules_pass_over_gets_its_attachments(one: tuple[Opened, str]) -> None:
    review, article_id = one
    found = select(review, article_id, "三个").json()
    assert (found["raw"], found["cells"]["value"]) == ("三个", "3")


def test_a_selection_of_a_figure_that_is_there_names_it(one: tuple[Opened, str]) -> None:
    review, article_id = one
    assert select(review, article_id, "30").json()["known"] == figures(review)[0]["figure_id"]


@pytest.mark.parametrize("words", ["30家，慰问职工1200人", "。\n全", TEXT])
def test_a_selection_that_is_no_number_is_refused(one: tuple[Opened, str], words: str) -> None:
    review, article_id = one
    assert select(review, article_id, words).status_code == 422


@pytest.mark.parametrize(("start", "end"), [(0, 0), (9, 3), (10_000, 10_001), (0, 2**31 - 1)])
def test_a_selection_outside_the_text_is_refused(one: tuple[Opened, str], start: int, end: int) -> None:
    review, article_id = one
    answer = post(
        review.client("李强"), f"/api/articles/{article_id}/selection", {"start": start, "end": end}
    )
    assert answer.status_code == 422


def add(review: Opened, article_id: str, words: str, **changes: str) -> Any:
    """The answer to adding words of the text."""
    start = TEXT.index(words)
    body = {"kind": "add", "article_id": article_id, "start": start, "end": start + len(words),
            "changes": changes}  # fmt: skip
    return post(review.client("李强"), "/api/decisions", body)


def test_an_added_figure_is_there_until_it_is_taken_back(one: tuple[Opened, str]) -> None:
    review, article_id = one
    answer = add(review, article_id, "280万元", program="暖心驿站")
    assert answer.status_code == 201, answer.text
    assert answer.json()["figure"]["cells"]["program"] == "暖心驿站"
    rows = review.client().get(f"/api/articles/{article_id}").json()["figures"]
    assert [row["state"] for row in rows] == ["open", "open", "added"]
    assert add(review, article_id, "280万元").status_code == 422
    number = answer.json()["decision_id"]
    undone = post(review.client("李强"), f"/api/decisions/{number}/undo", {})
    assert undone.status_code == 200
    assert undone.json()["figure"] is None
    assert len(figures(review)) == 2


def test_words_without_a_number_are_added_with_a_value_that_is_written(one: tuple[Opened, str]) -> None:
    review, article_id = one
    assert add(review, article_id, "全区").status_code == 422
    answer = add(review, article_id, "全区", value="9", unit="个")
    assert answer.status_code == 201, answer.text
    assert answer.json()["figure"]["cells"]["value"] == "9"


def test_an_added_figure_can_be_corrected_and_rejected(one: tuple[Opened, str]) -> None:
    review, article_id = one
    new = add(review, article_id, "1200人").json()
    body = {"kind": "correct", "figure_id": new["figure"]["figure_id"], "seen": new["decision_id"],
            "changes": {"value": "1300"}}  # fmt: skip
    fixed = post(review.client("李强"), "/api/decisions", body).json()
    assert (fixed["figure"]["state"], fixed["figure"]["cells"]["value"]) == ("added", "1300")
    gone = post(review.client("李强"), "/api/decisions",
                body | {"kind": "reject", "seen": fixed["decision_id"], "changes": {}}).json()  # fmt: skip
    assert gone["figure"]["state"] == "rejected"
    assert len(figures(review)) == 2


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_decisions_come_out_in_the_tables_and_in_the_comparison(one: tuple[Opened, str]) -> None:
    review, article_id = one
    client = review.client("李强")
    first, second = figures(review)
    body = {"kind": "correct", "figure_id": first["figure_id"], "seen": 0, "changes": {"value": "31"}}
    post(client, "/api/decisions", body)
    post(client, "/api/decisions", {"kind": "reject", "figure_id": second["figure_id"], "seen": 0})
    add(review, article_id, "280万元")
    answer = post(client, "/api/exports", {"decisions": "with", "formats": ["csv"], "to": "folder"})
    assert answer.status_code == 201, answer.text
    rows = table(review.room.folder / "reviewed" / "figures.csv")
    assert [(row["raw"], row["value"]) for row in rows] == [("30家", "31"), ("280万元", "2800000")]
    compared = post(client, "/api/comparisons", {})
    assert compared.status_code == 201, compared.text
    verdicts = [row["verdict"] for row in table(review.room.folder / "reviewed" / "comparison.csv")]
    assert verdicts == ["value_differs", "spurious", "missing"]
    manual = table(review.room.folder / "reviewed" / "manual.csv")
    assert [row["value"] for row in manual] == ["31", "2800000"]


def test_an_export_without_decisions_is_the_run(one: tuple[Opened, str]) -> None:
    review, _ = one
    client = review.client("李强")
    post(
        client, "/api/decisions", {"kind": "reject", "figure_id": figures(review)[0]["figure_id"], "seen": 0}
    )
    assert post(client, "/api/exports", {"decisions": "without", "to": "folder"}).status_code == 201
    assert len(table(review.room.folder / "reviewed" / "figures.csv")) == 2


def test_a_comparison_of_no_decisions_is_refused(one: tuple[Opened, str]) -> None:
    assert post(one[0].client("李强"), "/api/comparisons", {}).status_code == 422


def test_the_overview_counts_what_there_is(review: Opened) -> None:
    found = review.client().get("/api/overview").json()
    assert (found["articles"], found["sources"], found["progress"]["figures"]) == (12, 12, 48)
    assert sum(one["count"] for one in found["periods"]) == 48
    assert sum(one["count"] for one in found["confidence"]) == 48
    assert found["agreement"] is None


def test_facets_are_names_with_their_numbers(review: Opened) -> None:
    client = review.client()
    found = client.get("/api/facets", params={"kind": "program", "text": "清凉"}).json()["values"]
    assert [one["name"] for one in found] == ["送清凉"]
    assert client.get("/api/facets", params={"kind": "sentence"}).status_code == 422


BODIES = (
    *("", "[]", "{", '{"kind":"accept"}', '{"kind":"\\ud800"}', "[" * 3000, "1e999"),
    '{"kind":"accept","figure_id":"aaaaaaaaaaaa","seen":0,"\\ud800":1}',
    '{"kind":"accept","figure_id":"aaaaaaaaaaaa","seen":1e30}',
    '{"kind":"correct","figure_id":"aaaaaaaaaaaa","seen":0,"changes":{"a":"\\u0000"}}',
)


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_none_is_refused_without_being_said_back(review: Opened, body: str) -> None:
    client = review.client("李强")
    token = client.get("/api/session").json()["csrf"]
    headers = {"X-CSRF-Token": token, "Content-Type": "application/json"}
    answer = client.post("/api/decisions", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"] == "invalid"


def test_every_route_of_the_schema_is_described(review: Opened) -> None:
    schema = review.client().get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        assert path.startswith("/api/")
        for operation in methods.values():
            assert operation["summary"]
            assert operation["tags"]
            assert {"401", "403", "422"} <= set(operation["responses"])
    assert all(
        "description" in model or "enum" in model for model in schema["components"]["schemas"].values()
    )
