"""Gateways over HTTP, each described by data: what to send, what answers mean, how receipts come."""
