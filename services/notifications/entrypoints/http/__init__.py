"""Notifications' HTTP interface, one endpoint a file."""
