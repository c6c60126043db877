"""Asks a server, in its own protocol, whether it serves: an open port alone says nothing yet.

Written out by hand, each being one fixed request: a client library would retry, log and keep threads.
"""

import socket
import struct
from typing import Final

from services.ops.ports import LOOPBACK

_TIMEOUT_SECONDS: Final = 2.0
_LONGEST_REPLY: Final = 1 << 20
# Metadata version 1 for no topics: size, key 3, version 1, correlation id 7, no client id, an empty array.
_KAFKA_METADATA: Final = struct.pack(">ihhihi", 14, 3, 1, 7, -1, 0)
_KAFKA_SIZE: Final = struct.Struct(">i")
_KAFKA_REPLY: Final = struct.Struct(">ii")
# OP_MSG with {isMaster: 1, $db: "admin"}: the form of `hello` that both engines answer.
_BSON: Final = b"\x10isMaster\0" + struct.pack("<i", 1) + b"\x02$db\0" + struct.pack("<i", 6) + b"admin\0" + b"\0"
_OP_MSG: Final = 2013
_STORE_BODY: Final = struct.pack("<iB", 0, 0) + struct.pack("<i", len(_BSON) + 4) + _BSON
_STORE_HELLO: Final = struct.pack("<iiii", len(_STORE_BODY) + 16, 1, 0, _OP_MSG) + _STORE_BODY
_STORE_SIZE: Final = struct.Struct("<i")


def kafka_ready(port: int) -> bool:
    """Tell whether the broker names a live broker, itself, in its metadata: only then can topics be made."""
    reply = _exchange(port, _KAFKA_METADATA, _KAFKA_SIZE, size_includes_itself=False)
    if len(reply) < _KAFKA_REPLY.size:
        return False
    _, brokers = _KAFKA_REPLY.unpack_from(reply)
    return int(brokers) > 0


def store_ready(port: int) -> bool:
    """Tell whether the store answers the greeting of every MongoDB driver."""
    return b"maxWireVersion" in _exchange(port, _STORE_HELLO, _STORE_SIZE, size_includes_itself=True)


def _exchange(port: int, request: bytes, size: struct.Struct, *, size_includes_itself: bool) -> bytes:
    """Send `request` and return the reply without its size, or nothing when the server does not serve yet."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=_TIMEOUT_SECONDS) as connection:
            connection.sendall(request)
            with connection.makefile("rb") as replies:
                (length,) = size.unpack(replies.read(size.size))
                length -= size.size if size_includes_itself else 0
                return replies.read(max(0, min(length, _LONGEST_REPLY)))
    except (OSError, struct.error):
        return b""
