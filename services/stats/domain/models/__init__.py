"""Service models: what the plans' own procedures come to, what localities add, and who makes use of model days."""
