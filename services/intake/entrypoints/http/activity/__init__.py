"""The desk's own interface and the public one, one endpoint a file."""
