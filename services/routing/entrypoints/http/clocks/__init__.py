"""What agencies may ask about clocks."""
