"""Processes of the statistics that die, come back and share partitions while records come again in any order."""
