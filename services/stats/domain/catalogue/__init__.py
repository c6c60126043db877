"""What the catalogue itself says: how much is offered online, what desks do not publish, what changed."""
