"""Who does the work on a leg: rosters by field and skill, and who signs its result."""
