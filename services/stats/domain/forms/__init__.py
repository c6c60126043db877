"""What authorities report: form 06, the index of Decision 766, scorecards, and lists by agency or field."""
