"""Webhooks: an agency's feed, sent to its own address, signed."""
