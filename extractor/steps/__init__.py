"""Verbs: pure functions from values to values, one a file; their order is in pipeline.py."""
