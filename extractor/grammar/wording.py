"""Wording: what a model refuses, in our words: what was found, and what was expected."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from extractor.grammar.nodes import Document, Path, Problem
from extractor.grammar.schema import Strict

_EXPECTED = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "names with values",
    "model_type": "fields with values",
    "model_attributes_type": "fields with values",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "string_pattern_mismatch": "lower-case words joined by . or -, such as count.before-noun",
}


def problem_of(error: ErrorDetails, document: Document, model: type[Strict], file: str) -> Problem:
    """The place and the sentence for one thing that the model of a file refused."""
    path: Path = tuple(error["loc"])
    owner = next((str(part) for part in reversed(path[:-1]) if isinstance(part, str)), file)
    name = str(path[-1]) if path else file
    if error["type"] == "extra_forbidden":
        known = fields_at(model, path[:-1])
        return Problem(document.field_place(path), unknown(name, owner, known))
    if error["type"] == "missing":
        return Problem(document.place(path[:-1]), f"no field '{name}' in {owner}; expected one")
    expected = _EXPECTED.get(error["type"], error["msg"])
    if error["type"] == "literal_error":
        expected = "one of " + ", ".join(
            sorted(error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", "))
        )
    subject = f"an item of '{owner}'" if isinstance(path[-1] if path else "", int) else f"'{name}'"
    return Problem(document.place(path), f"{subject} is {found(error['input'])}; expected {expected}")


def unknown(name: str, owner: str, known: list[str]) -> str:
    """The sentence for a field that no model has, with the nearest one that it has."""
    near = get_close_matches(name, known, n=1)
    hint = f" (did you mean '{near[0]}'?)" if near else ""
    return f"unknown field '{name}' in {owner}{hint}; expected one of {', '.join(known)}"


def found(value: object) -> str:
    """A value as a message shows it, cut to a readable length."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + (value if len(value) <= 40 else value[:39] + "…") + "'"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "the fields " + ", ".join(map(str, value)) if value else "fields without any"
    return "nothing"


def fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The names of the fields that may stand at `path` of a file, sorted."""
    at: type[BaseModel] = model
    for part in path:
        if isinstance(part, str) and part in at.model_fields:
            at = _model_in(at.model_fields[part].annotation) or at
    return sorted(at.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
