"""A file as an HTTP answer."""

from starlette.responses import Response

__all__ = ["attachment"]


def attachment(content: bytes, media_type: str, sha256: str) -> Response:
    """Never shown in a browser window, never stored on the way; named by its digest, since names may be personal."""
    headers = {
        "Content-Disposition": f'attachment; filename="{sha256[:16]}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Digest": f"sha-256={sha256}",
    }
    return Response(content, media_type=media_type, headers=headers)
