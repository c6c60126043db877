"""Intake over HTTP, one endpoint a file."""
