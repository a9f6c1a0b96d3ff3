"""Arguments: those that are what they should be as they stand are taken so, without a validator.

typer checks all of them by pydantic, which takes longer to import than a short article to read. Whatever is
not plainly right goes to typer as before, which then says what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer

_UNSURE = object()


def command_of(app: typer.Typer) -> Callable[..., Any]:
    """The command line of the app."""
    group: Any = typer.main.get_command(app)
    for command in (group, *getattr(group, "commands", {}).values()):
        command.get_params = partial(_eased, command.get_params)
    whole: Callable[..., Any] = group
    return whole


def _eased(usual: Callable[[Any], list[Any]], context: Any) -> list[Any]:
    """The parameters of a command, that of --help too, each of which takes what is plainly right as it is."""
    parameters = usual(context)
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            parameter.process_value = partial(_processed, parameter, parameter.process_value)
    return parameters


def _processed(parameter: Any, usual: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """The value of one argument as the command takes it."""
    descriptor = getattr(parameter, "type_descriptor", None)
    info = getattr(descriptor, "parameter_info", None)
    if descriptor is None or info is None:
        return usual(context, value)
    several, callback = parameter.multiple or parameter.nargs == -1, parameter.callback
    if value is None and not parameter.required and not several:
        return callback(context, parameter, None) if callback is not None else None
    if callback is not None or info.parser is not None:
        return usual(context, value)
    annotation = descriptor.annotation
    if get_origin(annotation) is list and several and value and isinstance(value, (list, tuple)):
        items = [_plain(get_args(annotation)[0], item) for item in value]
        return usual(context, value) if _UNSURE in items else items
    plain = _UNSURE if several else _plain(annotation, value)
    return usual(context, value) if plain is _UNSURE else plain


def _plain(annotation: Any, value: Any) -> Any:
    """The value, where it is plainly one of its kind."""
    if not isinstance(value, str):
        return _UNSURE
    if annotation is str or (get_origin(annotation) is Literal and value in get_args(annotation)):
        return value
    # typer refuses what is there and cannot be read.
    if annotation is Path and "\0" not in value and (os.access(value, os.R_OK) or not os.path.lexists(value)):
        return Path(value)
    return _UNSURE
