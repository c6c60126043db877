"""What anybody may see: the look-up by code."""
