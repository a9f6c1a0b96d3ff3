"""Opened reviews for tests: a store in a folder, the application over it, and a browser without a window."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from extractor.cli.review import desk
from extractor.model.article import content_id
from extractor.model.table import ARTICLES, FIGURES
from extractor.review.app import create_app
from extractor.review.desk import Desk, Drawer
from extractor.review.room import Room
from extractor.review.security import Doors
from extractor.review.session import Sessions
from extractor.store import Store, default_url, schema
from extractor.store.shelf import Shelf
from tests.review.made import made_store

HERE = "http://127.0.0.1:8017"
TOKEN = "a-token-of-many-letters"
SHARED = ("source", "article_index", "article_id", "title", "published")
NOW = "2026-01-02T03:04:05Z"


@lru_cache(maxsize=1)
def own_desk() -> Desk:
    """The extractor, loaded once for all tests."""
    return desk(None)


@dataclass
class Opened:
    """A review: its room, its application, and clients of it."""

    room: Room
    app: Any
    clients: list[TestClient] = field(default_factory=list)

    def client(self, name: str = "", **headers: str) -> TestClient:
        """A new browser; with a name, it has said who it is."""
        client = TestClient(
            self.app, base_url=HERE, follow_redirects=False, headers=headers, raise_server_exceptions=False
        )
        self.clients.append(client)
        if name:
            answer = client.post("/session", data={"name": name, "csrf": csrf_of(client)})
            assert answer.status_code == 303
        return client


def csrf_of(client: TestClient) -> str:
    """The CSRF token of a browser."""
    token: str = client.get("/api/session").json()["csrf"]
    return token


def post(client: TestClient, path: str, body: Mapping[str, object]) -> Any:
    """The answer to a body of JSON, sent with the CSRF token."""
    return client.post(path, json=body, headers={"X-CSRF-Token": csrf_of(client)})


def opened(folder: Path, token: str = "", host: str = "127.0.0.1") -> Opened:
    """A review of the store in the folder."""
    url = default_url(folder)
    (folder / "run.json").write_text(json.dumps({"extractor": "0", "counts": {"facts": 3}}), encoding="utf-8")
    room = Room(folder, url, Shelf(url), Drawer(own_desk), now=lambda: NOW)
    return Opened(room, create_app(room, Doors.of(host), Sessions(token=token, who="王敏", port=8017)))


def made(folder: Path, number: int = 12, figures: int = 4) -> Opened:
    """A review of made articles."""
    made_store(folder / "store.sqlite", number, figures)
    return opened(folder)


def stored(folder: Path, title: str, text: str, raws: Sequence[str], **cells: str) -> str:
    """A store of one article whose figures are these words of the text; gives the article's id."""
    article_id = content_id(title, text)
    with Store.open(default_url(folder)):
        pass
    base = sqlite3.connect(folder / "store.sqlite")
    article = dict.fromkeys(ARTICLES.names, "") | {
        "article_id": article_id, "source": "a.txt", "article_index": "1", "title": title, "text": text,
        "figures": str(len(raws)), "published": "2025-03-01",
    }  # fmt: skip
    file = {"file": "a.txt", "path": "a.txt", "digest": "0", "settings": "", "state": "present", "run_id": 1}
    _insert(base, "files", file)
    _insert(base, "articles", {"file": "a.txt", "number": 0, **article})
    for number, raw in enumerate(raws):
        start = text.index(raw)
        figure = dict.fromkeys(FIGURES.names, "") | {
            "figure_id": content_id(article_id, str(start), str(start + len(raw)), "0"), "raw": raw,
            "start": str(start), "end": str(start + len(raw)), "in_title": "0", "value": "1", "unit": "家",
            "dimension": "count", "bound": "exact", "change": "level", "modality": "reported",
            "confidence": "0.4", "sentence": text[:80],
            **{name: article[name] for name in SHARED}, **cells,
        }  # fmt: skip
        _insert(base, "figures", {"file": "a.txt", "number": number, "article_number": 0, **figure})
    base.commit()
    base.close()
    return article_id


def _insert(base: sqlite3.Connection, table: str, cells: Mapping[str, object]) -> None:
    columns = [column.name for column in schema.metadata.tables[table].columns]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    base.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [cells[name] for name in columns])
