"""Migrations: the steps that bring the tables of an older version to today's, one a version.

Today's tables are those of store.schema; a change there needs a new VERSION and a step here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractor.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION = 3


def _to_2(base: Connection) -> None:
    """Version 1 kept no findings of audit.csv, and did not say who took a decision back, or when."""
    text = _text(base)
    base.exec_driver_sql(
        f"CREATE TABLE findings (number INTEGER NOT NULL, figure_id {text}, article_id {text}, "
        f"kind {text}, message {text}, PRIMARY KEY (number, figure_id))"
    )
    base.exec_driver_sql(f"ALTER TABLE decisions ADD COLUMN undone_at {text} DEFAULT ''")


def _to_3(base: Connection) -> None:
    """Version 2 did not say which field of a figure is least sure, and what it would be else."""
    for name in ("doubt", "runner_up"):
        base.exec_driver_sql(f"ALTER TABLE figures ADD COLUMN {name} {_text(base)} DEFAULT ''")


def _text(base: Connection) -> str:
    return "TEXT NOT NULL" if base.dialect.name == "sqlite" else 'TEXT COLLATE "C" NOT NULL'


def pending(version: str, where: str) -> bool:
    """Whether a store of this version must be migrated; UsageError where it is not one of ours."""
    if version == str(VERSION):
        return False
    if not version.isdecimal() or int(version) < 1:
        raise UsageError(
            f"the store {where} has no known version ({version!r}); give another --out or --store"
        )
    if int(version) > VERSION:
        raise UsageError(
            f"the store {where} was written by a newer extractor (its version is {version}, this one knows "
            f"{VERSION}); update the extractor, or give another --out or --store"
        )
    return True


_STEPS: Mapping[int, Callable[[Connection], None]] = MappingProxyType({2: _to_2, 3: _to_3})


def migrate(base: Connection, version: int) -> None:
    """Takes the tables from `version` to today's, all steps inside the caller's transaction."""
    for step in range(version + 1, VERSION + 1):
        _STEPS[step](base)
