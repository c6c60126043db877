"""What notifications does: take note of events and contacts, claim messages, hand them over, record the answers."""
