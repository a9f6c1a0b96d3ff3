"""A run: files in, tables out. `local` does it in one process; every other way gives the same bytes."""
