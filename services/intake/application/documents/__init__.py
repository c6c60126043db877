"""Forms on paper: what each says of a dossier, their serial numbers and their confirmation."""
