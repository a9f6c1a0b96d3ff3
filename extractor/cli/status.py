"""`extractor status`: what a store holds, which runs there were, and what waits for a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_LAST_RUNS = 5


def status(
    folder: Annotated[Path, typer.Argument(help="The --out of extractor run or watch.", metavar="DIR")],
    store: Annotated[str | None, typer.Option(help="The store's URL, where it is not in DIR.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Say what the store of DIR holds and how the last runs ended."""
    from extractor.errors import UsageError
    from extractor.store import Store, default_url
    from extractor.store.holdings import holdings
    from extractor.store.sqlite import NAME

    if store is None and not (folder / NAME).is_file():
        raise UsageError(f"{folder} holds no store ({NAME}); give the --out of extractor run")
    with Store.open(store or default_url(folder)) as base:
        held = holdings(base.engine)
        runs = base.runs()
    shown = {
        **held,
        "last_runs": [
            {"run": one.run_id, "started": one.started, "ended": one.ended, "state": one.state,
             "counts": one.counts}
            for one in runs[-_LAST_RUNS:]
        ],
    }  # fmt: skip
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    for name, number in held.items():
        typer.echo(f"  {name.replace('_', ' '):<18} {number}")
    for one in runs[-_LAST_RUNS:]:
        typer.echo(f"  run {one.run_id}: {one.started} {one.state} {_said(one.counts)}".rstrip())
    return 0


def _said(counts: object) -> str:
    known = counts if isinstance(counts, dict) else {}
    return ", ".join(f"{name} {number}" for name, number in known.items())
