"""SMPP 3.4: an ESME of our own, from octets to a provider."""
