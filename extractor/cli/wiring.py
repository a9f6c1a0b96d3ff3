"""Wiring: settings of the command line → the functions that a run carries values through."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractor.grammar import Patterns
    from extractor.runs.export import Revise
    from extractor.runs.part import Extraction
    from extractor.store import Store

Segmenter = Literal["rjieba", "jieba"]


def extraction(patterns: Path | None, segmenter: Segmenter, columns: str = "") -> Extraction:
    """How to read pages and find figures with the house's patterns, those of `patterns` put over them.

    `columns` are those of exports, as `title=题名,text=全文`.
    """
    from extractor.grammar import load
    from extractor.text.expressions import recall_expressions

    loaded = load(patterns)
    recall_expressions(loaded.digest)  # before the modules that compile some when they are imported
    from extractor.pages import read_page
    from extractor.pipeline import Extractor
    from extractor.runs.part import Extraction
    from extractor.sources.record_columns import Columns

    extractor = Extractor(loaded, segmenter=segmenter)
    forms = extractor.page_forms
    settings = {"extractor": own_version(), "segmenter": segmenter, "patterns": loaded.digest}
    return Extraction(
        articles_of=lambda page: read_page(page, forms),
        figures_of=extractor.figures,
        settings=settings | ({"columns": columns} if columns else {}),
        columns=Columns.of(loaded.names("columns"), columns),
        again=partial(extraction, patterns and patterns.resolve(), segmenter, columns),
        depends=_depends(loaded, segmenter, columns),
    )


def _depends(patterns: Patterns, segmenter: Segmenter, columns: str) -> dict[str, str]:
    """All that what is read depends on: versions, options, and what each pattern file says."""
    from extractor.runs.settings import CODE, COLUMNS, EXTRACTOR, OCR, SEGMENTER

    known = {EXTRACTOR: own_version(), CODE: own_code(), SEGMENTER: segmenter, COLUMNS: columns}
    return known | {OCR: _version_of("rapidocr")} | patterns.digests()


def decided(store: Store) -> Revise:
    """What the decisions that a review has left in the store make of its figures."""
    if all(one.undone_by for one in store.decisions()):
        return iter
    from extractor.review.revise import revised
    from extractor.review.taking import decisions_taken

    with store.engine.connect() as base:
        return revised(decisions_taken(base))


def own_version() -> str:
    """This package's version; `unknown` where it runs from a folder that was never installed."""
    return _version_of("extractor") or "unknown"


def own_code() -> str:
    """A digest of this package's modules in a checkout, where they change and the version does not."""
    package = Path(__file__).parents[1]
    if not (package.parent / "patterns").is_dir():
        return ""
    total = blake2b(digest_size=8)
    for module in sorted(package.rglob("*.py")):
        name = module.relative_to(package)
        if name.parts[0] not in _READS_NOTHING:
            total.update(f"{name.as_posix()}\0".encode())
            total.update(module.read_bytes())
    return total.hexdigest()


_READS_NOTHING = frozenset({"adapter", "cli", "compare", "review", "store"})


def _version_of(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
