"""Exchange with the national portal: the sync message of a dossier and of its progress."""
