"""The judge: one log-linear model a target adds up what evidence weighs, and says how sure it is."""
