"""What gateways tell by calling back."""
