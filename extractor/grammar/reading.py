"""Reading: folders of pattern files, checked against their models and merged; all that is wrong, at once.

Imported only when the files are not kept ready (see grammar.loading) or when their examples are wanted.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

import regex
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from extractor.errors import PatternError, PlacedError
from extractor.grammar.expand import MacroError, compiled_problem, expanded
from extractor.grammar.folder import WEIGHTS, Folder, NotUtf8Error, decoded
from extractor.grammar.lists import Rows, merged, rows_of
from extractor.grammar.marks import unmarked
from extractor.grammar.nodes import Document, Path, Place, Problem, parsed
from extractor.grammar.patterns import WEIGHTS_PART, stored
from extractor.grammar.schema import FILES, Strict
from extractor.grammar.tokens import TokenPatternError, WordClasses
from extractor.grammar.wording import problem_of

TESTS = ("examples", "rejects", "gaps")
"""The fields of an entry that are its tests; a run has no use for them."""
_JUDGED = {"titles", "bylines", "texts"}


@dataclass(frozen=True, slots=True)
class PatternFile:
    """One YAML file as it was read: raw `entries` and `macros`, and what the model made of them."""

    shown: str
    folder: int
    stem: str
    document: Document
    listed: str
    entries: Sequence[tuple[Path, Mapping[str, Any]]]
    macros: Mapping[str, str]
    model: Strict | None


@dataclass(slots=True)
class Reading:
    """Everything that was read from the folders, in order, and everything that is wrong with it."""

    files: list[PatternFile] = field(default_factory=list)
    lists: dict[str, Rows] = field(default_factory=dict)
    weights: bytes = b""
    problems: list[PlacedError] = field(default_factory=list)

    def refuse(self, file: str, problem: Problem) -> None:
        """Notes a problem of a file."""
        line, column = problem.place
        self.problems.append(PlacedError(file, problem.message, line=line, column=column))

    def macros(self, stem: str) -> dict[str, str]:
        """The macros of the files of that name; a later folder's replace those of the same name."""
        found: dict[str, str] = {}
        for file in self.files:
            if file.stem == stem:
                found.update(file.macros)
        return found


def content(folders: Sequence[Folder]) -> bytes:
    """What Patterns are made of, from the files of the folders, a later folder over the earlier ones."""
    reading = read(folders)
    parts: dict[str, object] = {f"names/{stem}": rows for stem, rows in reading.lists.items()}
    if reading.weights:
        parts[WEIGHTS_PART] = b64encode(reading.weights).decode("ascii")
    for stem in FILES:
        macros = reading.macros(stem)
        if macros:
            parts[f"macros/{stem}"] = {name: expanded(source, macros) for name, source in macros.items()}
        entries = [entry for _, entry in valid_entries(reading, stem)]
        if entries:
            parts[f"entries/{stem}"] = [_runtime(entry, macros) for entry in entries]
    return stored(parts)


def valid_entries(reading: Reading, stem: str) -> list[tuple[PatternFile, Any]]:
    """The entries of the files of that name as models, each with its file; a later one of an id replaces."""
    found: dict[str, tuple[PatternFile, Any]] = {}
    for file in reading.files:
        if file.stem == stem and file.model is not None:
            found.update((entry.id, (file, entry)) for entry in getattr(file.model, file.listed))
    return list(found.values())


def read(folders: Sequence[Folder]) -> Reading:
    """Everything in the folders; a PatternError with all the problems of all files, if there are any."""
    reading = Reading()
    for at, folder in enumerate(folders):
        reading.problems += folder.problems
        for name, data in folder.files.items():
            _read_file(reading, at, folder.shown_as(name), name, data)
    _check_ids(reading)
    for file in reading.files:
        macros = reading.macros(file.stem)
        for problem in (*_expression_problems(file, macros), *_mark_problems(file)):
            reading.refuse(file.shown, problem)
    if not reading.problems:
        _check_token_patterns(reading)
    if reading.problems:
        raise PatternError(sorted(reading.problems, key=lambda it: (it.file, it.line or 0, it.column or 0)))
    return reading


def _read_file(reading: Reading, folder: int, shown: str, name: str, data: bytes) -> None:
    if name == WEIGHTS:
        reading.weights = data
        return
    try:
        text = decoded(data)
    except NotUtf8Error as error:
        reading.refuse(shown, Problem(Place(error.line, 1), str(error)))
        return
    if name.startswith("names/"):
        rows, problems = rows_of(text)
        stem = name.removeprefix("names/")[: -len(".csv")]
        reading.lists[stem] = merged(reading.lists.get(stem, []), rows)
        for problem in problems:
            reading.refuse(shown, problem)
        return
    stem = name.removesuffix(".yaml")
    if stem not in FILES or stem == name:
        known = ", ".join(f"{stem}.yaml" for stem in FILES)
        reading.problems.append(PlacedError(shown, f"unknown pattern file; expected one of {known}"))
        return
    document = parsed(text)
    for problem in document.problems:
        reading.refuse(shown, problem)
    if document.value is not None:
        reading.files.append(_checked(reading, folder, shown, stem, document))


def _checked(reading: Reading, folder: int, shown: str, stem: str, document: Document) -> PatternFile:
    """The file with what its model says of it; where YAML was refused before, the model is not asked."""
    model = FILES[stem]
    made: Strict | None = None
    try:
        made = model.model_validate(document.value)
    except ValidationError as error:
        refused = {problem.place for problem in document.problems}
        for detail in error.errors(include_url=False):
            problem = problem_of(detail, document, model, f"{stem}.yaml")
            if problem.place not in refused:
                reading.refuse(shown, problem)
    listed = next(name for name in model.model_fields if name != "macros")
    value: Mapping[str, Any] = document.value if isinstance(document.value, dict) else {}
    entries = [((listed, at), entry) for at, entry in _items(value.get(listed)) if isinstance(entry, dict)]
    raw = value.get("macros")
    macros = (
        {name: text for name, text in raw.items() if isinstance(text, str)} if isinstance(raw, dict) else {}
    )
    return PatternFile(shown, folder, stem, document, listed, entries, macros, made)


def _check_ids(reading: Reading) -> None:
    """An id names one entry; only the same file of a later folder may use it again, to replace it."""
    used: dict[str, tuple[PatternFile, Place]] = {}
    for file in reading.files:
        for path, entry in file.entries:
            name = entry.get("id")
            if not isinstance(name, str):
                continue
            place = file.document.place((*path, "id"))
            if name in used:
                first, first_place = used[name]
                if first.folder == file.folder or first.stem != file.stem:
                    where = f"{first.shown}:{first_place.line}"
                    reading.refuse(
                        file.shown, Problem(place, f"id '{name}' again, after {where}; expected a new one")
                    )
                    continue
            used[name] = (file, place)


def _expression_problems(file: PatternFile, macros: Mapping[str, str]) -> Iterator[Problem]:
    for name, source in file.macros.items():
        place = file.document.place(("macros", name))
        yield from _expression_problem(place, f"macro '{name}'", source, macros)
    names = expression_fields(_entry_model(file))
    for path, entry in file.entries:
        for name in names:
            for at, source in _items(entry.get(name)):
                if isinstance(source, str):
                    place = file.document.place((*path, name, at))
                    yield from _expression_problem(place, f"'{name}'", source, macros)


def _expression_problem(
    place: Place, subject: str, source: str, macros: Mapping[str, str]
) -> Iterator[Problem]:
    try:
        problem = compiled_problem(expanded(source, macros))
    except MacroError as error:
        problem = str(error)
    if problem:
        yield Problem(place, f"{subject} is no expression: {problem}")


def _mark_problems(file: PatternFile) -> Iterator[Problem]:
    """Examples and gaps mark one figure, in the text or in the title; rejects mark what they like."""
    for path, entry in file.entries:
        for kind in TESTS:
            for at, test in _items(entry.get(kind)):
                place = (*path, kind, at)
                if not isinstance(test, dict):
                    continue
                if file.stem != "pages":
                    yield from _test_problems(file.document, place, test, kind)
                elif not _JUDGED & set(test):
                    yield Problem(
                        file.document.place(place), "nothing to compare; expected titles, bylines or texts"
                    )


def _test_problems(document: Document, path: Path, test: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    marks = 0
    for name in ("text", "title"):
        value = test.get(name)
        if not isinstance(value, str):
            continue
        try:
            marks += len(unmarked(value)[1])
        except ValueError as error:
            yield Problem(document.place((*path, name)), f"{error}; expected [[ ]] in pairs")
            return
    if marks != 1 and kind != "rejects" and isinstance(test.get("text"), str):
        message = f"{marks or 'no'} [[ ]] in the text; expected one, around the figure"
        yield Problem(document.place((*path, "text")), message)


def _check_token_patterns(reading: Reading) -> None:
    """A token pattern names classes of words.yaml; known only when all of words.yaml could be read."""
    classes = WordClasses.of(entry.model_dump() for _, entry in valid_entries(reading, "words"))
    for file in reading.files:
        field_name = {"words": "pattern", "indicators": "match"}.get(file.stem, "")
        for path, entry in file.entries:
            for at, source in _items(entry.get(field_name)):
                try:
                    classes.compile(source)
                except (TokenPatternError, regex.error) as error:
                    place = file.document.place((*path, field_name, at))
                    reading.refuse(file.shown, Problem(place, f"'{field_name}' is no token pattern: {error}"))


def expression_fields(model: type[Strict]) -> list[str]:
    """The names of the fields of an entry that hold regular expressions."""
    return [name for name, about in model.model_fields.items() if _is_expression(about)]


def _is_expression(part: Any) -> bool:
    if isinstance(part, FieldInfo) and isinstance(part.json_schema_extra, dict):
        return part.json_schema_extra.get("kind") == "regex"
    inner = part.annotation if isinstance(part, FieldInfo) else part
    metadata = getattr(inner, "__metadata__", ())
    return any(isinstance(one, FieldInfo) and _is_expression(one) for one in metadata) or any(
        _is_expression(one) for one in get_args(inner) if not isinstance(one, FieldInfo)
    )


def _entry_model(file: PatternFile) -> type[Strict]:
    (model,) = get_args(FILES[file.stem].model_fields[file.listed].annotation)
    entry: type[Strict] = model
    return entry


def _runtime(entry: Strict, macros: Mapping[str, str]) -> dict[str, Any]:
    """What a run wants of an entry: every field but the tests, expressions whole, exact numbers as text."""
    values = entry.model_dump(mode="json", exclude=set(TESTS))
    for name in expression_fields(type(entry)):
        value = values[name]
        if isinstance(value, list):
            values[name] = [expanded(source, macros) for source in value]
        else:
            values[name] = expanded(value, macros)
    return values


def _items(value: object) -> list[tuple[int, Any]]:
    """A list with its places; a single text stands for a list of one, as in the models."""
    if isinstance(value, list):
        return list(enumerate(value))
    return [(0, value)] if isinstance(value, str) else []
