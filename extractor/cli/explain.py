"""`extractor explain`: why a figure of a run came out so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.judge.reasons import Reasons
    from extractor.model import Article
    from extractor.sources.table import Cells
    from extractor.text.words import Engine


def explain(
    folder: Annotated[Path, typer.Argument(help="The folder of a run.", metavar="DIR")],
    figure_id: Annotated[str, typer.Argument(help="As in the first column of figures.csv.")],
    patterns: Annotated[
        Path | None, typer.Option(help="The folder that the run put over the house's patterns.")
    ] = None,
) -> int:
    """Print why a figure came out so."""
    from extractor.cli.wiring import extraction
    from extractor.errors import UsageError
    from extractor.explain import derivation
    from extractor.model.table import ARTICLES, FIGURES
    from extractor.runs.export import RECORD
    from extractor.sources.table import read_table
    from extractor.tables.tidy import article_of, figure_row

    row = _find(read_table(folder / "figures.csv", FIGURES), figure_id=figure_id)
    if row is None:
        raise UsageError(f"no figure {figure_id} in {folder / 'figures.csv'}; its first column has the ids")
    # The same article in two files has one id; the place in the source is that of the figure's own row.
    its = {name: row[name] for name in ("article_id", "source", "article_index")}
    cells = _find(read_table(folder / "articles.csv", ARTICLES), **its)
    if cells is None:
        raise UsageError(f"no article {row['article_id']} in {folder / 'articles.csv'}; run again")

    record = _record(folder / RECORD)
    reading = extraction(patterns, "jieba" if record.get("segmenter") == "jieba" else "rjieba")
    if record.get("patterns") != reading.settings["patterns"]:
        typer.echo("the patterns are not those of the run; this is how they read it now", err=True)
    article = article_of(cells)
    figure = next((one for one in reading.figures_of(article) if one.figure_id == figure_id), None)
    if figure is None:
        typer.echo("the patterns find this figure no more; this is what the run wrote", err=True)
        for name, cell in row.items():
            typer.echo(f"{name}: {cell}")
        return 1
    now = dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
    changed = [name for name in FIGURES.names if now[name] != row[name]]
    if changed:
        typer.echo(f"other than in the run: {', '.join(changed)}", err=True)
    for line in derivation(figure, article, _reasons(article, figure_id, patterns, record)).drawn():
        typer.echo(line)
    return 0


def _reasons(
    article: Article, figure_id: str, patterns: Path | None, record: dict[str, object]
) -> Mapping[str, Reasons]:
    from extractor.grammar import load
    from extractor.pipeline import Extractor

    engine: Engine = "jieba" if record.get("segmenter") == "jieba" else "rjieba"
    return Extractor(load(patterns), engine).reasons(article, figure_id)


def _find(rows: list[Cells], **wanted: str) -> Cells | None:
    return next((row for row in rows if all(row[name] == cell for name, cell in wanted.items())), None)


def _record(path: Path) -> dict[str, object]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
