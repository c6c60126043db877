"""Dossiers one by one: the late ones, what was filed, and the course that each took."""
