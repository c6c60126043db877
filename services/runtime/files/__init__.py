"""Files that people hand in: checked, scanned, kept encrypted by their content."""
