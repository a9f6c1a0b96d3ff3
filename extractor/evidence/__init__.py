"""Evidence: named facts of a pair of figure and candidate, one family a file, as columns of numbers.

A column holds one number a pair; words and characters enter as their CRC-32, so that a column has no list
of its own. The judge (extractor.judge) weighs what the columns say, alone and two or three together.
"""
