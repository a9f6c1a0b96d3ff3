"""Listener: who is told while a run goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.runs.part import Part
from extractor.sources.reading import Refusal


@dataclass(frozen=True, slots=True)
class Listener:
    """How many files of how many are done, what each gave, each new refusal, and what is worth a sentence."""

    done: Callable[[int, int], object] = lambda _done, _total: None
    refused: Callable[[Refusal], object] = lambda _refusal: None
    took: Callable[[Part], object] = lambda _part: None
    said: Callable[[str], object] = lambda _sentence: None
