"""Once a week, what happened at an agency as far as messages know it."""
