"""How fast the dashboard answers with a year of 700 communes."""
