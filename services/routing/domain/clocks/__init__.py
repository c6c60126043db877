"""The clocks of legs: what time alone brings about, whose working time was used, and who used too much of it."""
