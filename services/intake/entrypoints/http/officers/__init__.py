"""Officers of the desk: accounts, signing in, sessions, pages."""
