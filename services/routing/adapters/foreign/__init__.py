"""Foreign systems: their queue and connections in the store, and the two transports."""
