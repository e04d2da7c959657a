"""A column, declared once for the template, the export and the words about it; and cells that stay text."""

from dataclasses import dataclass

# What a spreadsheet program takes for the start of a formula, in either width (reliability.md D10).
UNSAFE_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: text, count, money, date or yes_no; `choices` become a drop-down, `prompt` shows when the cell is entered."""

    heading: str
    attr: str = ""
    kind: str = "text"
    width: float = 14
    required: bool = False
    choices: tuple[str, ...] = ()
    prompt: str = ""


def is_unsafe(text: str) -> bool:
    return text.startswith(UNSAFE_STARTS)


def safe_cell(text: str) -> str:
    """For csv, where nothing but the text itself says that it is text: an apostrophe before what would be a formula."""
    return f"'{text}" if is_unsafe(text) else text
