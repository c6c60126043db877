"""Obstacles: what hindered a desk in a week, in its own words; the store of statistics is their only place."""
