"""The review page: what a person sees of a run, what they decide, and the tables with their decisions."""
