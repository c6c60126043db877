"""People and what they may be bothered with: when, how often, by which channel."""
