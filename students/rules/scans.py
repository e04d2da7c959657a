"""Is a file a photograph or a scan: by its suffix, its first bytes and its size."""

from pathlib import PurePath

MOST_BYTES = 10 * 1024 * 1024
HEAD_BYTES = 16
BEGINNINGS = {
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".pdf": b"%PDF-",
}


def scan_fault(name: str, head: bytes, size: int) -> str | None:
    """Why it is not taken, None for a scan."""
    beginning = BEGINNINGS.get(PurePath(name).suffix.lower())
    if beginning is None:
        return "other_format"
    if not size:
        return "empty"
    if size > MOST_BYTES:
        return "too_big"
    return None if head.startswith(beginning) else "other_content"
