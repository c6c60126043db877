"""What a desk does besides dossiers, one handler a file."""
