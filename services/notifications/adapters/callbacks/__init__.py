"""The addresses that gateways call back, which nobody else can make."""
