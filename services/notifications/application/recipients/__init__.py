"""Keeps messages from people at night, beyond their day's number, and when they do not want them."""
