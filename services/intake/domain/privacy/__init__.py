"""What becomes of the personal data of a dossier, told without any of it."""
