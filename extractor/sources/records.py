"""Records: .jsonl, .json, .csv and .tsv exports with one article a record → one Page each.

Every page says in its `place` which record it is; a record that cannot be read is refused, the rest goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from extractor.errors import UnreadableSourceError
from extractor.sources.plain import text_of
from extractor.sources.reading import Reading
from extractor.sources.record_columns import Columns
from extractor.sources.record_pages import Collected, Row, collect_rows, no_text_column

_DELIMITERS = ",;\t|"
_FIRST = 64_000  # characters from which the delimiter is told, and lines
_HEAD = 20
_MOST_NESTED = 3
_MOST_SHAPES = 100  # sets of keys that are remembered
_MOST_READ = 20  # times that a broken CSV file may be read anew


def read_json_lines(data: bytes, source: str, columns: Columns) -> Reading:
    """The articles of a file with one JSON object a line; an array of them is read as well.

    Raises UnreadableSourceError where the bytes are no text, or no line is JSON.
    """
    text, refusals = text_of(data, source)
    text = text.lstrip("\ufeff")
    if text.lstrip().startswith("["):
        return read_json(data, source, columns)
    collected = Collected(source, refusals=list(refusals))
    records = _Records(collected, columns)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = _parsed(line, source)
        except UnreadableSourceError as error:
            where = f" at column {error.column}" if error.column else ""
            collected.refuse(place, f"{error.message}{where}; expected one object a line")
        else:
            records.add(record, place)
    return records.reading()


def read_json(data: bytes, source: str, columns: Columns) -> Reading:
    """The articles of a JSON file: an array of objects, or an object that holds one; JSON lines as well.

    Raises UnreadableSourceError where it is neither.
    """
    text, refusals = text_of(data, source)
    try:
        content = _parsed(text.lstrip("\ufeff"), source)
    except UnreadableSourceError:
        lines = text.strip("\ufeff \n").split("\n", 1)
        if len(lines) == 2 and _is_object(lines[0]):
            return read_json_lines(data, source, columns)
        raise
    found = _list_in(content, columns)
    if found is None:
        raise UnreadableSourceError(source, "no records in it; expected an array of objects, one an article")
    records = _Records(Collected(source, refusals=list(refusals)), columns)
    for number, record in enumerate(found, 1):
        records.add(record, f"item {number}")
    return records.reading()


def read_csv(data: bytes, source: str, columns: Columns) -> Reading:
    """The articles of a CSV file, cells parted by comma, semicolon, tab or stroke; columns by its headings.

    Raises UnreadableSourceError where the bytes are no text.
    """
    text, refusals = text_of(data, source)
    text = text.lstrip("\ufeff")
    collected = Collected(source, refusals=list(refusals))
    collect_rows(_rows(text, _delimiter(text, columns), collected), columns, collected)
    return collected.reading()


class _Records:
    """JSON objects, by and by; where none of them has a text, the file is refused once."""

    def __init__(self, collected: Collected, columns: Columns) -> None:
        self._collected = collected
        self._columns = columns
        self._known = False  # whether any record had a key for the text
        self._keys: tuple[str, ...] = ()
        self._places: dict[tuple[str, ...], dict[str, int]] = {}  # by keys, which mostly are the same

    def add(self, record: object, place: str) -> None:
        if not isinstance(record, dict):
            self._collected.refuse(place, f"it is {_kind(record)}; expected an object with an article's text")
            return
        keys, found = self._found_in(record)
        if not isinstance(record[keys[found["text"]]] if "text" in found else None, (str, list)):
            # {"_id": 1, "_source": {"title": …, "content": …}}: what a search engine gives out.
            for name, value in record.items():
                if isinstance(value, dict) and "text" in self._found_in(value)[1]:
                    record = {key: cell for key, cell in record.items() if key != name} | value
                    keys, found = self._found_in(record)
                    break
        if "text" in found:
            self._known = True
            self._collected.add({name: _cell(record[keys[at]]) for name, at in found.items()}, place)
        else:
            self._keys = self._keys or keys
            self._collected.refuse(place, no_text_column(keys, self._columns))

    def _found_in(self, record: Mapping[str, object]) -> tuple[tuple[str, ...], dict[str, int]]:
        keys = tuple(record)
        if keys not in self._places:
            if len(self._places) >= _MOST_SHAPES:
                self._places.clear()
            self._places[keys] = self._columns.found_in(keys)
        return keys, self._places[keys]

    def reading(self) -> Reading:
        if self._keys and not self._known:
            first = no_text_column(self._keys, self._columns)
            raise UnreadableSourceError(self._collected.source, first)
        return self._collected.reading()


def _parsed(text: str, source: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        what = f"it is not JSON ({error.msg})"
        raise UnreadableSourceError(source, what, line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise UnreadableSourceError(source, f"it is not JSON that can be read ({what})") from error


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parsed(line, ""), dict)
    except UnreadableSourceError:
        return False


def _list_in(content: object, columns: Columns, depth: int = 0) -> Sequence[object] | None:
    # {"RECORDS": […]}, {"data": {"list": […]}}: the longest list of articles; an object alone is one record.
    if isinstance(content, list):
        return content if any(isinstance(one, dict) for one in content) else None
    if not isinstance(content, Mapping) or depth == _MOST_NESTED:
        return None
    if _has_text(content, columns):
        return [content]
    lists = [found for value in content.values() if (found := _list_in(value, columns, depth + 1))]
    best = max(lists, key=lambda found: (_has_text(found[0], columns), len(found)), default=None)
    return best if best is not None or depth else [content]


def _has_text(record: object, columns: Columns) -> bool:
    return isinstance(record, dict) and "text" in columns.found_in(tuple(record))


def _kind(value: object) -> str:
    return "null" if value is None else f"{type(value).__name__} {str(value)[:30]!r}"


def _cell(value: object) -> str:
    # Paragraphs may come as a list; of an object within a record only its name is a cell.
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else ""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return "\n".join(_cell(part) for part in value if not isinstance(part, list))
    if isinstance(value, str):
        return _whole_characters(value)
    return str(value)


def _whole_characters(text: str) -> str:
    # JSON may hold half a character (\ud83d alone), which no file can be written with.
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _delimiter(text: str, columns: Columns) -> str:
    # The one that finds most columns in the first row that has a text; else the one that makes most cells.
    def found(delimiter: str) -> tuple[bool, int, int]:
        best = (False, 0, 0)
        with suppress(csv.Error):
            for row in csv.reader(head, delimiter=delimiter):
                places = columns.found_in(row)
                best = max(best, ("text" in places, len(places), len(row)))
        return best

    head = text[:_FIRST].split("\n")[:_HEAD]

    return max(_DELIMITERS, key=found)


def _rows(text: str, delimiter: str, collected: Collected) -> Iterator[Row]:
    """The rows with their numbers; one that is no CSV is refused, and the line below it read as a new row.

    What follows such a row may be the rest of it: only rows with as many cells as the first are taken there.
    """
    csv.field_size_limit(2**31 - 1)
    lines = text.split("\n")
    left = _MOST_READ * len(lines)
    start = number = width = 0
    broken = False
    while start < len(lines):
        reader = csv.reader(
            (lines[at] + "\n" for at in range(start, len(lines))), delimiter=delimiter, strict=True
        )
        begins = start
        try:
            for row in reader:
                place, begins = begins + 1, start + reader.line_num
                number += 1
                width = width or len(row)
                if broken and row and (len(row) != width or _has_odd_mark(lines[place - 1 : begins])):
                    collected.refuse(f"line {place}", "it may be the rest of the broken row above")
                else:
                    yield number, row
            return
        except csv.Error as error:
            number, broken = number + 1, True
            what = "a quotation mark is never closed" if "unexpected end" in str(error) else str(error)
            collected.refuse(f"line {begins + 1}", f"not CSV: {what}; expected quotation marks in pairs")
            left -= start + reader.line_num - begins
            start = begins + 1
        if left < 0:
            collected.refuse(f"line {start + 1}", "it is not read from here on: too much of it is no CSV")
            return


def _has_odd_mark(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1
