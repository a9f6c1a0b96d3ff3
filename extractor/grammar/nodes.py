"""Nodes: the text of a YAML file as plain values, with the line and column of each field and value.

Numbers stay as they were written (`1.50`, `007`), because every field but true and false is a text in the
models, which read it themselves. What YAML 1.2 allows and a pattern file never needs is refused here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_NULL, _BOOL = _TAG + "null", _TAG + "bool"
_PLAIN = frozenset(_TAG + kind for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp"))
_NOTHING = 'nothing; expected a value: "" for an empty text, [] for an empty list, or no such field'


class Place(NamedTuple):
    """Line and column, from 1."""

    line: int
    column: int


class Problem(NamedTuple):
    """What is wrong at a place."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's value, where each of its parts stands, and what is wrong with it as YAML."""

    value: object
    problems: tuple[Problem, ...]
    values: Mapping[Path, Place]
    fields: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest one around it."""
        return _nearest(self.values, path)

    def field_place(self, path: Path) -> Place:
        """Where the name of the field at `path` stands."""
        return self.fields.get(path) or _nearest(self.values, path)


def parsed(text: str) -> Document:
    """The one document of a YAML 1.2 text; a mistake in the syntax makes it a document without a value."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        return _broken(Problem(_at(mark), f"not YAML: {said}"))
    except ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return _broken(
            Problem(place, f"not YAML: character U+{ord(text[error.position]):04X} may not stand in it")
        )
    except YAMLError as error:
        return _broken(Problem(Place(1, 1), f"not YAML: {error}"))
    if root is None:
        return _broken(Problem(Place(1, 1), "an empty file; expected its list of entries"))
    reader = _Reader()
    value = reader.value(root, ())
    return Document(value, tuple(reader.problems), reader.values, reader.fields)


@dataclass(slots=True)
class _Reader:
    """Walks the nodes of one file and notes places and problems on the way."""

    values: dict[Path, Place] = field(default_factory=dict)
    fields: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node, path: Path, name: Place | None = None) -> object:
        tag = str(node.tag)
        # YAML has nothing begin at the next word, a line or more below the name of its field.
        place = self.values[path] = name if name and tag == _NULL else _at(node.start_mark)
        # An alias is the very node of its anchor: shared values hide where a mistake was made.
        if id(node) in self.seen:
            self.refuse(place, "this value is used again by an alias; write it out again instead")
            return None
        self.seen.add(id(node))
        if tag not in _PLAIN:
            self.refuse(place, f"the tag {tag}; expected a plain value")
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        if tag == _NULL:
            self.refuse(place, _NOTHING)
            return None
        text = str(node.value)
        return text.lower() == "true" if tag == _BOOL else text

    def mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, item in node.value:
            place = _at(key.start_mark)
            if not isinstance(key, ScalarNode):
                self.refuse(place, "a list or fields as the name of a field; expected a word")
                continue
            name = str(key.value)
            if name in found:
                first = self.fields[(*path, name)]
                self.refuse(place, f"field '{name}' again, after line {first.line}; expected it once")
                continue
            self.fields[(*path, name)] = place
            found[name] = self.value(item, (*path, name), place)
        return found

    def refuse(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))


def _at(mark: StringMark | None) -> Place:
    return Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)


def _broken(problem: Problem) -> Document:
    return Document(None, (problem,), {}, {})


def _nearest(places: Mapping[Path, Place], path: Path) -> Place:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place(1, 1))
