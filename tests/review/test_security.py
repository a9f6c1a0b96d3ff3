"""What every request must pass, and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.websockets import WebSocketDisconnect

from extractor.review.security import CSP, HEADERS, LONGEST_BODY
from extractor.review.session import Sessions
from tests.review.opened import HERE, TOKEN, Opened, csrf_of, made, opened

PAGES = ("/", "/articles", "/figures", "/queue", "/history", "/export")
PROGRAMS = ("/api/overview", "/api/articles", "/api/figures", "/api/queue", "/api/decisions", "/openapi.json")
FORMS = ("/session", "/export", "/compare", "/articles/aaaaaaaaaaaa/decisions", "/api/decisions",
         "/api/exports", "/api/comparisons", "/api/decisions/1/undo")  # fmt: skip


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A review on this machine alone, without a token."""
    one = made(tmp_path_factory.mktemp("free"))
    yield one
    one.room.shelf.close()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A review that others reach, with a token."""
    folder = tmp_path_factory.mktemp("guarded")
    made(folder).room.shelf.close()
    one = opened(folder, token=TOKEN, host="0.0.0.0")
    yield one
    one.room.shelf.close()


@pytest.mark.parametrize("path", [*PAGES, *PROGRAMS, "/static/htmx.min.js", "/nothing", "/login", "/docs"])
def test_every_answer_carries_the_headers(free: Opened, path: str) -> None:
    answer = free.client().get(path)
    for name, value in HEADERS.items():
        assert name == "Cache-Control" or answer.headers[name] == value
    assert answer.headers["Cache-Control"] in {"no-store", "no-cache"}


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert CSP.startswith("default-src 'none'")
    assert "unsafe" not in CSP
    assert "frame-ancestors 'none'" in CSP
    assert "http" not in CSP.replace("https", "http").replace("http ", "")


STRANGE = ("evil.example", "127.0.0.1.evil.example", "", "a b", "localhost@evil.example",
           "127.0.0.1:8017, evil.example", "10.0.0.7:8017")  # fmt: skip


@pytest.mark.parametrize("host", STRANGE)
def test_another_name_is_refused(free: Opened, host: str) -> None:
    answer = free.client().get("/", headers={"Host": host})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert free.room.folder.name not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8017", "localhost:9", "LOCALHOST", "[::1]:8017"])
def test_the_names_of_this_machine_are_taken(free: Opened, host: str) -> None:
    assert free.client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(("host", "status"), [("10.0.0.7:8017", 303), ("evil.example", 403)])
def test_a_review_for_others_is_called_by_address_not_by_any_name(
    guarded: Opened, host: str, status: int
) -> None:
    assert guarded.client().get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_the_csrf_token_is_refused(free: Opened, path: str) -> None:
    client = free.client()
    client.get("/")
    assert client.post(path, data={"kind": "accept"}).status_code == 403
    assert client.post(path, data={"csrf": "0" * 64}).status_code == 403
    assert client.post(path, headers=[(b"X-CSRF-Token", b"\xe9")]).status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_browser_is_refused(free: Opened, path: str) -> None:
    token = csrf_of(free.client())
    other = free.client()
    other.get("/")
    assert other.post(path, headers={"X-CSRF-Token": token}).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"},
                                     {"Origin": "http://127.0.0.1:8018"}, {"Sec-Fetch-Site": "cross-site"},
                                     {"Sec-Fetch-Site": "same-site"}])  # fmt: skip
def test_a_form_of_another_page_is_refused(free: Opened, headers: dict[str, str]) -> None:
    client = free.client()
    answer = client.post("/session", data={"name": "x", "csrf": csrf_of(client)}, headers=headers)
    assert answer.status_code == 403


def test_a_form_of_our_own_is_taken(free: Opened) -> None:
    client = free.client()
    headers = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert (
        client.post("/session", data={"name": "李强", "csrf": csrf_of(client)}, headers=headers).status_code
        == 303
    )
    assert client.get("/api/session").json()["reviewer"] == "李强"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(free: Opened, method: str) -> None:
    client = free.client()
    answer = getattr(client, method)("/api/decisions", headers={"X-CSRF-Token": csrf_of(client)})
    assert answer.status_code == 405


def test_a_long_body_is_refused_whether_or_not_it_says_so(free: Opened) -> None:
    client = free.client()
    token = csrf_of(client)
    long = b"a" * (LONGEST_BODY + 1)

    def parts() -> Iterator[bytes]:
        for _ in range(5):
            yield long[: LONGEST_BODY // 4]

    headers = {"X-CSRF-Token": token, "Content-Type": "application/json"}
    assert client.post("/api/decisions", content=long, headers=headers).status_code == 413
    assert client.post("/api/decisions", content=parts(), headers=headers).status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30])
def test_a_length_that_is_none_is_refused(free: Opened, length: str) -> None:
    client = free.client()
    headers = {"X-CSRF-Token": csrf_of(client), "Content-Length": length}
    assert client.post("/api/comparisons", headers=headers).status_code == 413


def test_a_long_query_is_refused(free: Opened) -> None:
    assert free.client().get("/figures?text=" + "a" * 9000).status_code == 414


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py",
                                  "/static//etc/passwd", "/static/%00", "/static/templates/layout.html",
                                  "/articles/../../etc/passwd", "/articles/%2e%2e%2f"])  # fmt: skip
def test_no_path_of_a_request_is_a_path_of_a_file(free: Opened, path: str) -> None:
    assert free.client().get(path).status_code in {404, 422}


def test_the_page_of_the_schema_that_loads_scripts_is_not_there(free: Opened) -> None:
    client = free.client()
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert "https://" not in client.get("/openapi.json").text


@pytest.mark.parametrize("path", [*PAGES, "/queue/next"])
def test_a_page_leads_to_the_door_without_the_token(guarded: Opened, path: str) -> None:
    answer = guarded.client().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize("path", PROGRAMS)
def test_a_program_is_refused_without_the_token(guarded: Opened, path: str) -> None:
    answer = guarded.client().get(path)
    assert answer.status_code == 401
    assert answer.json()["error"] == "unauthorized"
    assert guarded.client(Authorization="Bearer wrong").get(path).status_code == 401
    assert guarded.client(Authorization=f"Bearer {TOKEN}").get(path).status_code == 200


def test_a_program_with_the_token_needs_no_csrf_token(guarded: Opened) -> None:
    client = guarded.client(Authorization=f"Bearer {TOKEN}")
    body = {"kind": "accept", "figure_id": "a" * 12, "seen": 0}
    assert client.post("/api/decisions", json=body).status_code == 404


def test_the_token_in_the_address_lets_in_and_leaves_the_address(guarded: Opened) -> None:
    client = guarded.client()
    answer = client.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 200


def test_a_wrong_token_lets_nobody_in(guarded: Opened) -> None:
    client = guarded.client()
    assert client.get("/?token=wrong").headers["location"] == "/login"
    page = client.get("/login").text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    assert client.post("/login", data={"token": "wrong", "csrf": token}).status_code == 403
    assert client.get("/").status_code == 303


def test_the_form_at_the_door_lets_in_under_a_name(guarded: Opened) -> None:
    client = guarded.client()
    token = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post("/login", data={"token": TOKEN, "name": "陈立", "csrf": token})
    assert answer.status_code == 303
    assert client.get("/api/session").json()["reviewer"] == "陈立"


def test_who_was_not_let_in_cannot_post(guarded: Opened) -> None:
    client = guarded.client()
    token = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
    assert client.post("/compare", data={"csrf": token}).status_code == 401
    assert client.post("/api/comparisons", headers={"X-CSRF-Token": token}).status_code == 401


def test_the_cookie_is_for_this_page_alone(free: Opened) -> None:
    cookie = free.client().get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("value", ["", "x", "e30=.x", "W10=." + "0" * 64, "é", "a" * 5000])
def test_a_cookie_that_is_not_ours_makes_nobody_of_somebody(value: str) -> None:
    sessions = Sessions(token=TOKEN)
    cookies = f"{sessions.cookie}={value}"
    assert sessions.visitor(cookies, "") is None


def test_a_cookie_of_another_process_is_not_ours() -> None:
    one, other = Sessions(token=TOKEN), Sessions(token=TOKEN)
    visitor = one.let_in(one.newcomer(), "王敏")
    cookie = one.header(visitor).partition(";")[0]
    assert one.visitor(cookie, "") == visitor
    assert other.visitor(cookie, "") is None


def test_a_link_to_another_language_stays_here(free: Opened) -> None:
    client = free.client()
    answer = client.get("/queue?lang=en&zone=a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?zone=a")
    assert '<html lang="en"' in client.get("/queue").text
    answer = client.get("//evil.example/?lang=en")
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil"])
def test_no_form_leads_elsewhere(free: Opened, back: str) -> None:
    client = free.client()
    answer = client.post("/session", data={"name": "x", "back": back, "csrf": csrf_of(client)})
    assert answer.headers["location"] == "/"


def test_no_template_marks_anything_as_safe() -> None:
    folder = Path(__file__).parents[2] / "extractor" / "review" / "templates"
    texts = {path.name: path.read_text(encoding="utf-8").replace(" ", "") for path in folder.rglob("*.html")}
    assert texts
    assert [name for name, text in texts.items() if "|safe" in text or "autoescape" in text] == []


def test_a_websocket_is_closed(free: Opened) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, free.client().websocket_connect("/"):
        pass
    assert closed.value.code == 1008
