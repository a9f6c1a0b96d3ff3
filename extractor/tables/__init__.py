"""Figures for a reader: rows of text cells made from figures, and their comparison with manual tables."""
