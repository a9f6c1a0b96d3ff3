"""Shipped: the settings of a run for machines that do not see this one's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from extractor.cli.wiring import Segmenter
    from extractor.runs.part import Extraction


@dataclass(frozen=True, slots=True)
class Shipped:
    """What builds an extraction anywhere: `patterns` are the files of an analyst's folder, name and bytes."""

    patterns: tuple[tuple[str, bytes], ...] | None
    segmenter: Segmenter
    columns: str

    @classmethod
    def of(cls, patterns: Path | None, segmenter: Segmenter, columns: str) -> Self:
        """The settings, with the content of the folder of patterns instead of its path."""
        if patterns is None:
            return cls(None, segmenter, columns)
        from extractor.grammar.folder import collect

        return cls(tuple(collect(patterns, str(patterns)).files.items()), segmenter, columns)

    def __call__(self) -> Extraction:
        """The extraction."""
        from tempfile import TemporaryDirectory

        from extractor.cli.wiring import extraction

        if self.patterns is None:
            return extraction(None, self.segmenter, self.columns)
        with TemporaryDirectory(prefix="extractor-") as folder:
            for name, data in self.patterns:
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
            return extraction(Path(folder), self.segmenter, self.columns)
