"""Characters in, spans out: folding, sentences, words, numerals, dates."""
