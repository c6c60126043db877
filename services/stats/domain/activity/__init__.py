"""What is counted besides dossiers: messages, what a desk does, legs of routes, and tallies of secret dossiers."""
