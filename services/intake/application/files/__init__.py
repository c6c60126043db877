"""Files that come with dossiers: checked, kept by their content, read by their agency alone."""
