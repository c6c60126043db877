"""What a dossier is and how it may change: pure rules, no input or output."""
