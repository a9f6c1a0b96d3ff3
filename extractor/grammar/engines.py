"""Engines: an expression compiled by whichever of the two engines is quicker at it."""

from __future__ import annotations

import re

import regex

Expression = re.Pattern[str] | regex.Pattern[str]


def tried_often(source: str) -> Expression:
    """An expression that is tried at many places, compiled by the standard library where that knows it all.

    It takes a third of the time of regex to say no. What only regex knows, such as a set within a set, is
    compiled by regex, which in turn is quicker to look through a long text for a word that every match holds.
    """
    try:
        return regex.compile(source) if "[[" in source else re.compile(source)
    except re.error:
        return regex.compile(source)
