"""Rows out: files that appear whole under their final name, or not at all."""
