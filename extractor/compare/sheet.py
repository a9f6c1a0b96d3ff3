"""Sheet: the cells of a sheet of an analyst's workbook, or of a CSV file, not yet understood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as text, every row of the same length; `name` is empty for a CSV file.

    A merged region holds its text in every cell; `copies` are the cells (row, column) that only repeat it.
    """

    source: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    copies: frozenset[tuple[int, int]] = field(default=frozenset())

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell stands, as a person looks for it; row and column count from 0.

        >>> Sheet("a.xlsx", "2024年", ()).place(6, 27)
        'sheet 2024年, row 7, column AB'
        """
        parts = [f"sheet {self.name}"] if self.name else []
        parts.append(f"row {row + 1}")
        if column is not None:
            parts.append(f"column {letters(column)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a manual table that was not read: where it stands, and why."""

    source: str
    place: str
    reason: str


def letters(column: int) -> str:
    """The letters by which a spreadsheet names the column that counts from 0.

    >>> [letters(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
