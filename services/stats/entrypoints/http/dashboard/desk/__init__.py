"""The officers' side of the dashboard: every figure of their own agency and of those below it."""
