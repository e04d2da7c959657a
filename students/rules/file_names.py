"""Names of files and folders that every system takes, whatever a person or a school is called."""

import re
import unicodedata

LONGEST = 60
# what Windows and zip programs stumble over, and signs that change how a name reads
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def safe_part(text: str) -> str:
    """One part of a path: no separators, no dots or blanks at its ends, never empty, never a device of Windows."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    short = " ".join(plain.split()).strip(". ")[:LONGEST].rstrip(". ")
    if not short:
        return "_"
    return f"_{short}" if _RESERVED.match(short) else short


def safe_suffix(name: str) -> str:
    """.pdf, .jpg, .png of an upload; '' for anything else."""
    found = re.search(r"\.(pdf|jpe?g|png)$", name, re.IGNORECASE)
    return found[0].lower() if found else ""
