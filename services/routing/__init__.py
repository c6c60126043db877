"""Routes: which agency has a dossier, for how long, and what comes next."""
