"""A store over each of its runners; PostgreSQL on a server of our own, where there is one to start."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from extractor.model.table import ARTICLES, FIGURES
from extractor.store import Store
from extractor.store.engine import Alchemy

NO_SERVER = "no PostgreSQL here; on Debian: apt-get install --no-install-recommends postgresql"


@dataclass(frozen=True)
class Part:
    """What a file gave, as the store takes it."""

    source: str
    path: str
    digest: str
    articles: tuple[tuple[str, ...], ...] = ()
    figures: tuple[tuple[tuple[str, ...], ...], ...] = ()
    refusals: tuple[tuple[str, ...], ...] = ()


def row(table, **cells):
    return tuple(cells.get(name, "") for name in table.names)


@pytest.fixture
def part():
    """A file with an article for each text, whose figures are its numerals."""

    def make(source, *texts, digest=None, refusals=(), path=None):
        articles = tuple(row(ARTICLES, article_id=f"a {text}", source=source, text=text) for text in texts)
        figures = tuple(
            tuple(
                row(FIGURES, figure_id=f"f {text} {raw}", article_id=f"a {text}", source=source, raw=raw)
                for raw in filter(str.isdigit, text.split())
            )
            for text in texts
        )
        digest = f"digest of {texts}" if digest is None else digest
        return Part(source, path or f"/news/{source}", digest, articles, figures, refusals)

    return make


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that listens in the folder only, and what its programs run as."""

    folder: Path
    programs: Path
    user: str | None

    def call(self, program, *arguments):
        place = self.folder.parent
        command = [str(self.programs / program), *map(str, arguments)]
        done = subprocess.run(command, user=self.user, cwd=place, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def url(self, base):
        return f"postgresql+psycopg://postgres@/{base}?host={self.folder}"

    def new(self, base):
        self.say("postgres", f"CREATE DATABASE {base}")
        return self.url(base)

    def say(self, base, statement):
        where = {"host": str(self.folder), "user": "postgres", "dbname": base}
        with psycopg.connect(**where, autocommit=True) as connection:
            return connection.execute(statement)

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = self.folder / "log"
        self.call("pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", log, "-o", options)

    def stop(self):
        self.call("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder / "data")


def programs_of_postgresql():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else found[-1].parent if found else None


def unprivileged():
    """Whom the server runs as: it refuses to be run by root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = programs_of_postgresql()
    if programs is None:
        pytest.skip(NO_SERVER)
    # Not below pytest's own folder, which nobody else may enter.
    folder = Path(tempfile.mkdtemp(prefix="extractor-pg-"))
    server = Server(folder, programs, unprivileged())
    if server.user:
        shutil.chown(folder, server.user)
    server.call("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count()


@pytest.fixture
def base(server: Server) -> str:
    """The URL of a new database."""
    return server.new(f"base{next(_NUMBERS)}")


@pytest.fixture(params=["sqlite", "sqlite by SQLAlchemy", "postgresql"])
def opened(request, tmp_path) -> Iterator[Callable[[], Store]]:
    """Opens the same store, once more each time it is called."""
    stores = []
    if request.param == "postgresql":
        url = request.getfixturevalue("base")
    else:
        url = f"sqlite:///{tmp_path / 'store.sqlite'}"

    def opening():
        if request.param == "sqlite by SQLAlchemy":
            store = Store(url, Alchemy(url))
            store._prepare()
        else:
            store = Store.open(url)
        stores.append(store)
        return store

    yield opening
    for store in stores:
        # One of another thread is closed there.
        with suppress(sqlite3.ProgrammingError):
            store.close()


@pytest.fixture
def store(opened) -> Store:
    return opened()
