"""What the dashboard shows, and what it does not show to the public."""
