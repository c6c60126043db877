"""The paths that are measured, one a file."""
