"""How a pattern file is read, checked and kept ready; what the patterns mean, the rooms above know."""

from extractor.grammar.cases import Case, cases
from extractor.grammar.loading import load, own_folder
from extractor.grammar.patterns import Patterns

__all__ = ["Case", "Patterns", "cases", "load", "own_folder"]
