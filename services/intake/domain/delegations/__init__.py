"""Who may sign, on whose behalf, and what happens when nobody may."""
