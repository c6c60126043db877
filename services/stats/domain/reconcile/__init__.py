"""Printed figures beside computed ones: the gap, and under which base and rounding the two agree."""
