"""Routing's HTTP interface, one endpoint a file."""
