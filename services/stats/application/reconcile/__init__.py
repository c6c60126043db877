"""Reconciliation of printed figures with the statistics, the catalogue and plain arithmetic."""
