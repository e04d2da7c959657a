"""A year as an address names it."""


def year_named(text: str) -> int | None:
    """Four plain digits are a year; anything else is none, so that nothing odd is ever asked of the database."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None
