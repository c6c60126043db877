"""Notifications' collections, files and providers."""
