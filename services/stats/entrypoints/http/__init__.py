"""Reports over HTTP, one endpoint a file."""
