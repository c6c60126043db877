"""What intake does, one handler a file; ports are Protocols named for the need."""
