"""The week as officers count it."""
