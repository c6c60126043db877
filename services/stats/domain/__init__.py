"""What is counted, where it is counted, and how counters are read: pure rules."""
