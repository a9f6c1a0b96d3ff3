"""Workbook: one Excel file for a person to read and print: 汇总, a sheet for each zone, 明细, 待核, 说明."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from extractor.model.table import AUDIT, FIGURES, REFUSALS, SUMMARY, ZONE, Table
from extractor.sinks import legend
from extractor.sinks.csv import Headers, Row, Rows
from extractor.sinks.drafts import Drafts
from extractor.sinks.formats import WORKBOOK
from extractor.sinks.sheet import (
    LINE,
    LINKS,
    ROWS,
    Sheet,
    Styles,
    cleaned,
    lines_of,
    link_to,
    set_print,
    sheet_name,
    shortened,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = WORKBOOK

ZONE_SHEETS = 100
"""More tabs than this nobody finds; the zones with the most facts get one."""
_LISTED = 1_000  # refusals and zones without a sheet that 说明 names

# Nobody's clock: two runs over the same input give the same bytes.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone)


@dataclass(frozen=True, slots=True)
class Content:
    """What the workbook shows: the rows of four tables, each zone with its rows, and what the run says.

    `zones` gives the zones sorted, each with rows of model.table.ZONE; facts of no zone have an empty name.
    `about` are the lines of 说明 on versions, digests and counts.
    """

    summary: Rows
    figures: Rows
    audit: Rows
    refusals: Rows
    zones: Callable[[], Iterable[tuple[str, Iterable[Row]]]]
    about: Sequence[tuple[str, str]] = ()


def write_workbook(
    drafts: Drafts,
    content: Content,
    headers: Headers = "en",
    *,
    zone_sheets: int = ZONE_SHEETS,
    room: int = ROWS,
) -> None:
    """Writes `extractor.xlsx`; what did not fit is said in its last sheet. The limits are for tests."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(drafts.scratch()),
        "use_zip64": True,
    }
    book = Workbook(str(drafts.path(NAME)), options)
    book.set_properties({"title": "数字提取结果", "created": _CREATED})
    try:
        _Writer(book, headers, room).write(content, zone_sheets)
        book.close()
    except XlsxFileError as error:
        # XlsxWriter wraps what the disk says; the drafts know how to tell it.
        raise OSError(*(error.args[0].args if error.args else ("the workbook cannot be written",))) from error


class _Writer:
    """The sheets of one workbook, made in the order of their tabs and filled in the order that links need."""

    def __init__(self, book: Workbook, headers: Headers, room: int) -> None:
        self._book = book
        self._headers = headers
        self._room = room
        self._styles = Styles(book)
        self._taken: set[str] = set()
        self._names: dict[str, str] = {}

    def write(self, content: Content, zone_sheets: int) -> None:
        facts_of = Counter(row[_ZONE] for row in content.summary())
        shown = _most(facts_of, zone_sheets)
        for fixed in (legend.SUMMARY_SHEET, legend.FIGURES_SHEET, legend.AUDIT_SHEET, legend.LEGEND_SHEET):
            self._taken.add(fixed)
        summary = self._sheet(SUMMARY, legend.SUMMARY_SHEET)
        zones = {zone: self._sheet(ZONE, self._name(zone)) for zone in shown}
        figures = self._sheet(FIGURES, legend.FIGURES_SHEET)
        audit = self._sheet(AUDIT, legend.AUDIT_SHEET)

        fact_rows, wanted = _linked(content)
        figure_rows = self._write_figures(figures, content.figures, fact_rows, wanted)
        self._write_summary(summary, content.summary, figure_rows)
        for zone, rows in content.zones():
            for row in rows:
                if zone in zones:
                    zones[zone].write(row, _first_link(row[_ZONE_IDS], figure_rows))
        for row in content.audit():
            audit.write(row, _first_link(row[_AUDIT_IDS], figure_rows))
        sheets = {
            legend.SUMMARY_SHEET: summary,
            **{self._names[zone]: sheet for zone, sheet in zones.items()},
            legend.FIGURES_SHEET: figures,
            legend.AUDIT_SHEET: audit,
        }
        for sheet in sheets.values():
            sheet.close()
        left_out = [*_left_out(sheets), *_without_sheet(facts_of, shown)]
        zone_names = [(self._names[zone], zone, facts_of[zone]) for zone in shown]
        self._write_legend(_blocks(content, self._headers, zone_names, left_out))

    def _sheet(self, table: Table, name: str) -> Sheet:
        page = self._book.add_worksheet(name)
        return Sheet(page, self._styles, table, self._headers, self._room)

    def _name(self, zone: str) -> str:
        self._names[zone] = sheet_name(zone or legend.NO_ZONE, self._taken)
        return self._names[zone]

    def _write_figures(
        self, sheet: Sheet, rows: Rows, fact_rows: Mapping[str, int], wanted: set[str]
    ) -> dict[str, int]:
        """In which row of the sheet the wanted figures stand."""
        found: dict[str, int] = {}
        for row in rows():
            figure_id = row[0]
            fact = fact_rows.get(figure_id)
            links = {"figure_id": link_to(legend.SUMMARY_SHEET, fact)} if fact else None
            if sheet.write(row, links) and figure_id in wanted:
                found.setdefault(figure_id, sheet.written + 1)
        return found

    def _write_summary(self, sheet: Sheet, rows: Rows, figure_rows: Mapping[str, int]) -> None:
        before = None
        for row in rows():
            links = _first_link(row[_SUMMARY_IDS], figure_rows)
            zone = row[_ZONE]
            if zone != before and zone in self._names:
                links["zone"] = link_to(self._names[zone])
            before = zone
            sheet.write(row, links)

    def _write_legend(self, blocks: Iterable[_Block]) -> None:
        page = self._book.add_worksheet(legend.LEGEND_SHEET)
        for at, width in enumerate(_LEGEND_WIDTHS):
            page.set_column(at, at, width)
        set_print(page)
        page.hide_gridlines(2)
        title = self._styles.of(bold=True, font_size=16, valign="vcenter")
        heading = self._styles.of(bold=True, bg_color="#D9E1F2")
        strong = self._styles.of(bold=True, text_wrap=True)
        plain = self._styles.of(text_wrap=True)
        page.set_row(0, 30)
        page.write_string(0, 0, "数字提取结果说明", title)
        line = 2
        for block in blocks:
            for at in range(3):
                page.write_string(line, at, block.title if at == 0 else "", heading)
            for cells in block.rows:
                line += 1
                texts = [shortened(cleaned(cell), _LEGEND_CHARACTERS) for cell in cells]
                if len(texts) == 2:
                    page.merge_range(line, 1, line, 2, "", plain)
                widths = _LEGEND_WIDTHS if len(texts) == 3 else (_LEGEND_WIDTHS[0], sum(_LEGEND_WIDTHS[1:]))
                page.set_row(line, LINE * max(map(lines_of, texts, widths)))
                for at, text in enumerate(texts):
                    page.write_string(line, at, text, plain if at else strong)
            line += 2


# 说明: a name, another name or a place, what it means; of two cells the second takes the last two columns.
_LEGEND_WIDTHS = (28, 28, 90)
_LEGEND_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class _Block:
    """A part of 说明: its title, and rows of two or three cells."""

    title: str
    rows: Sequence[Sequence[str]]


_ZONE = SUMMARY.names.index("zone")
_SUMMARY_IDS = SUMMARY.names.index("figure_ids")
_ZONE_IDS = ZONE.names.index("figure_ids")
_AUDIT_IDS = AUDIT.names.index("figure_ids")


def _most(facts_of: Counter[str], most: int) -> list[str]:
    """The zones with the most facts, in their sorted order; facts without a zone come last."""
    kept = sorted(facts_of, key=lambda zone: (-facts_of[zone], zone))[:most]
    return sorted(kept, key=lambda zone: (zone == "", zone))


def _linked(content: Content) -> tuple[dict[str, int], set[str]]:
    """The rows in 汇总 of the figures that can link there, and the figures to which other sheets link.

    A worksheet has room for so many links only, which also bounds what is held here.
    """
    early = {row[0] for row in islice(content.figures(), LINKS)}
    fact_rows: dict[str, int] = {}
    wanted: set[str] = set()
    for number, row in enumerate(content.summary(), 2):
        ids = row[_SUMMARY_IDS].split()
        if number <= LINKS:
            wanted.update(ids[:1])
        if number <= ROWS:
            fact_rows.update((figure_id, number) for figure_id in ids if figure_id in early)
    for row in islice(content.audit(), LINKS):
        wanted.update(row[_AUDIT_IDS].split()[:1])
    return fact_rows, wanted


def _first_link(figure_ids: str, figure_rows: Mapping[str, int]) -> dict[str, str]:
    row = figure_rows.get(figure_ids.partition(" ")[0])
    return {"figure_ids": link_to(legend.FIGURES_SHEET, row)} if row else {}


def _left_out(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, str]]:
    for name, sheet in sheets.items():
        counts = sheet.counts
        if counts.rows:
            yield name, f"{counts.rows} 行没有写入：工作表最多 {ROWS} 行；全部见 CSV"
        if counts.cells:
            yield name, f"{counts.cells} 个单元格被截短（以“…”结尾）：单元格最多 32767 个字符；全文见 CSV"
        if counts.links:
            yield name, f"{counts.links} 个单元格没有链接：工作表最多 {LINKS} 个链接；请按编号筛选"


def _without_sheet(facts_of: Counter[str], shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    rest = sorted(facts_of.keys() - set(shown))
    if rest:
        yield "各区域", f"另有 {len(rest)} 个区域没有单独的表，在汇总中按区域筛选即可："
        yield from ((zone or legend.NO_ZONE, f"{facts_of[zone]} 个事实") for zone in rest[:_LISTED])
        if len(rest) > _LISTED:
            yield "……", f"其余 {len(rest) - _LISTED} 个从略"


def _blocks(
    content: Content,
    headers: Headers,
    zones: Iterable[tuple[str, str, int]],
    left_out: Sequence[tuple[str, str]],
) -> Iterator[_Block]:
    yield _Block("工作表", legend.SHEETS)
    yield _Block("怎样读", legend.NOTES)
    yield _Block("没有写入的内容", left_out or [("无", "全部写入")])
    refusals = list(islice(content.refusals(), _LISTED + 1))
    rows = [tuple(row) for row in refusals[:_LISTED]] or [("无", "全部读入")]
    if len(refusals) > _LISTED:
        rows.append(("……", "其余见 refusals.csv"))
    yield _Block(f"没有读入的文件（{REFUSALS.name}）", rows)
    yield _Block("版本和数量", content.about or [("无", "")])
    yield _Block("区域的表", [(tab, zone or legend.NO_ZONE, f"{facts} 个事实") for tab, zone, facts in zones])
    yield _Block("词语", legend.WORDS)
    for sheet, table in _EXPLAINED:
        named = ((c.name, c.heading) if headers == "en" else (c.heading, c.name) for c in table.columns)
        columns = zip(named, table.columns, strict=True)
        yield _Block(f"“{sheet}”的列", [(*names, legend.meaning(table, column)) for names, column in columns])


_EXPLAINED = (
    (legend.SUMMARY_SHEET, SUMMARY),
    ("各区域", ZONE),
    (legend.FIGURES_SHEET, FIGURES),
    (legend.AUDIT_SHEET, AUDIT),
)
