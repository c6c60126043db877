"""Handing messages over to systems of others: signed, retried with growing pauses, by HTTP or through a folder."""

from services.runtime.delivery.message import Answer, Message, signature_of

__all__ = ["Answer", "Message", "signature_of"]
