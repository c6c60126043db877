"""What providers report afterwards: matched to its part, parked while nobody knows the part, given up in time."""
