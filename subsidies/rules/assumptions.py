"""What a policy takes for granted until a document of this county backs it (待核定)."""

ASSUMED_PARTS = ("rates", "shares")


def assumed_counts(document: dict) -> dict[str, int]:
    """How many rates, and how many statements of who bears the money."""
    return {part: sum(_assumed(programme, part) for programme in document.get("programmes") or []) for part in ASSUMED_PARTS}


def _assumed(programme: dict, part: str) -> int:
    return sum(bool(entry.get("assumed")) for entry in programme.get(part) or [])
