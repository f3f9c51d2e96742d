"""How fast the house is, always compared, in one run, with the bare minimum that could do the same."""
