"""Officers who work on a service's pages: accounts, signing in, lockout, sessions."""
