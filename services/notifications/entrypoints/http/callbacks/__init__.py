"""What gateways call back; the signature in the path is their only key."""
