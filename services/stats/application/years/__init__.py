"""Reads several years."""
