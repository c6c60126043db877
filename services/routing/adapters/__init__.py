"""Routing's collections and files."""
