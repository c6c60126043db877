"""Reports that name single dossiers, from the listing and the facts."""
