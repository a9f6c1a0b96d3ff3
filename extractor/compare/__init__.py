"""Extracted against manual figures, and run against run: verdicts, scores, suggestions."""
