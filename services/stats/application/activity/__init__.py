"""How messages, the desk's records, legs and tallies of secret dossiers join the statistics."""
