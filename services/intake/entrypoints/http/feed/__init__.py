"""What concerns an agency: a feed to read from a cursor, and webhooks that follow it."""
