"""Decisions about failed children, one endpoint a file."""
