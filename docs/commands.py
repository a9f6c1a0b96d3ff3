"""docs/commands.md from the command line itself: every command, argument, option, default and exit status.

`make docs` writes the page; tests/test_docs_commands.py holds that it is current.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

HEAD = """\
# Commands

Written by `make docs` from the command line itself; `extractor COMMAND --help` prints the same.
Results go to files or to stdout, everything else to stderr. `python -m extractor` is the same as `extractor`.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | done, and a check falls short: what that is, each command says below |
| 2 | the call was wrong, or what it was given cannot be used; one sentence on stderr says why |
"""
SHORT = {
    "run": "with `--strict`, where anything was refused",
    "compare": "with `--min`, where a score is lower; with `--strict`, where a part of the table was refused",
    "check": "where an example does not come out as it says",
    "explain": "where the patterns find the figure no more",
}
"""When a command that is not named here returns 1: never."""


def document(app: typer.Typer) -> str:
    """The page, in Markdown, for all commands of the app that are not hidden, in their order."""
    parts = [HEAD]
    found = list(commands(app))
    parts.append("\n| command | what it does |\n|---|---|\n")
    for name, call in found:
        parts.append(f"| [`extractor {name}`](#extractor-{name.replace(' ', '-')}) | {about(call)[0]} |\n")
    for name, call in found:
        parts.append(section(name, call))
    return "".join(parts)


def commands(app: typer.Typer, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The names of the commands, those of groups after the group's own name, and their functions."""
    for command in app.registered_commands:
        if command.callback is not None and not command.hidden:
            name = command.name or command.callback.__name__.replace("_", "-")
            yield f"{before}{name}", command.callback
    for group in app.registered_groups:
        if group.typer_instance is not None and not group.hidden:
            yield from commands(
                group.typer_instance, f"{before}{group.name or group.typer_instance.info.name} "
            )


def section(name: str, call: Callable[..., Any]) -> str:
    """One command: its usage, what it does, its arguments and options, and when it returns 1."""
    hints = get_type_hints(call, include_extras=True)
    arguments: list[tuple[str, Any, Any, Any]] = []
    options: list[tuple[str, Any, Any, Any]] = []
    for key, parameter in inspect.signature(call).parameters.items():
        kind, *extra = get_args(hints[key]) if hasattr(hints[key], "__metadata__") else (hints[key],)
        info = next((it for it in extra if isinstance(it, (ArgumentInfo, OptionInfo))), None)
        if info is None or info.hidden:
            continue
        rows = options if isinstance(info, OptionInfo) else arguments
        rows.append((key, kind, info, parameter.default))
    usage = " ".join(_argument(*row) for row in arguments)
    first, rest = about(call)
    lines = [f"\n## extractor {name}\n", f"`extractor {name}{' ' + usage if usage else ''} [OPTIONS]`\n"]
    lines += [f"{first}\n", *([f"{rest}\n"] if rest else [])]
    if arguments:
        lines.append("| argument | what |\n|---|---|")
        lines += [f"| `{_argument(*row)}` | {_cell(row[2].help)} |" for row in arguments]
        lines.append("")
    if options:
        lines.append("| option | default | what |\n|---|---|---|")
        lines += [f"| {_option(*row[:3])} | {_default(row[3])} | {_cell(row[2].help)} |" for row in options]
        lines.append("")
    lines.append(f"Exit status 1: {SHORT.get(name, 'never')}.")
    return "\n".join(lines) + "\n"


def about(call: Callable[..., Any]) -> tuple[str, str]:
    """What the command does in one line, and what its docstring says beyond."""
    first, _, rest = (inspect.getdoc(call) or "").partition("\n\n")
    return " ".join(first.split()), rest


def _argument(key: str, kind: Any, info: ArgumentInfo, default: Any) -> str:
    name = info.metavar or (f"{key.upper()}..." if get_origin(kind) is list else key.upper())
    return name if default is inspect.Parameter.empty or name.startswith("[") else f"[{name}]"


def _option(key: str, kind: Any, info: OptionInfo) -> str:
    # Inside Annotated the first name of an option stands where else its default would.
    given = [name for name in (info.default, *(info.param_decls or ())) if isinstance(name, str)]
    names = [part for name in given if name.startswith("-") for part in name.split("/")]
    own = f"--{key.replace('_', '-')}"
    names = names or ([own, own.replace("--", "--no-", 1)] if kind is bool else [own])
    shown = ", ".join(f"`{name}`" for name in names)
    value = info.metavar or _kind(kind)
    return f"{shown} {_cell(value)}" if value else shown


def _kind(kind: Any) -> str:
    """What a value of the option is called; nothing for a switch."""
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join(_kind(part) for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Literal:
        return ", ".join(map(str, get_args(kind)))
    if get_origin(kind) is list:
        return f"{_kind(get_args(kind)[0])}, as often as needed"
    return {bool: "", Path: "PATH", int: "a whole number", float: "a number", str: "TEXT"}.get(
        kind, str(kind)
    )


def _default(default: Any) -> str:
    if default is inspect.Parameter.empty:
        return "must be given"
    if default is None or default is False or default in ("", [], ()):
        return ""
    return "on" if default is True else f"`{default}`"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    from extractor.cli.app import app

    Path(sys.argv[1]).write_text(document(app), encoding="utf-8", newline="\n")
