"""Intake: reception of dossiers, their codes, status, appointment, and what agencies report about them."""
