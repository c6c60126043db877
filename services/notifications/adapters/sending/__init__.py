"""What sending keeps in the store, and reads from files."""
