"""Dossiers: filing, commands, what follows from routes."""
