"""Candidates: everything that a text names and a figure may belong to, found widely; they decide nothing."""
