"""Dossier numbers: how they are taken, and an account of every one."""
