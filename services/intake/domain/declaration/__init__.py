"""What an officer writes down for a citizen on a no-writing day: drafted, read back, corrected, confirmed."""
