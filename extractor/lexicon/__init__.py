"""Closed lists from patterns/: units, bounds, names (gazetteer, aliases, parents)."""
