"""Crash test: dossiers flow through public interfaces while processes and the broker are killed; then all is judged."""
