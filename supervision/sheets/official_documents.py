"""What every official document of the bureau shares (GB/T 9704-2012): how its texts are cleaned and its title is broken."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

import cn2an

from aid_portal import figures
from aid_portal.printing import shown

Values = Mapping[str, object]

# 二号 in a line of 156 mm.
TITLE_LINE = 20
# A title is best broken behind or before these.
BREAK_AFTER, BREAK_BEFORE = ("的", "关于", "、", "，", "）"), ("关于", "对", "（")
DRAFT, VOID = "草稿", "作废"


def paragraphs(text: str) -> str:
    """The lines that somebody typed, each cleaned, none empty."""
    return "\n".join(line for line in map(shown, text.splitlines()) if line)


def sentence(text: str) -> str:
    """Paragraphs whose last one ends like a sentence, so that the template need not guess."""
    lines = paragraphs(text).rstrip("，、；：,;:. ")
    return f"{lines}。" if lines and not lines.endswith(("。", "！", "？", "…")) else lines


def long_day(day: date | None) -> str:
    return figures.long_day(day) if day else ""


def ordinal(number: int) -> str:
    """一, 十二: for （一） and （十二）."""
    return cn2an.an2cn(number)


def title_lines(title: str, names: Sequence[str] = ()) -> str:
    """Lines of about the same length; no break inside one of `names` unless it alone is longer than a line."""
    lines = ceil(len(title) / TITLE_LINE)
    if lines < 2:
        return title
    ideal = ceil(len(title) / lines)
    places = range(max(1, len(title) - TITLE_LINE * (lines - 1)), min(TITLE_LINE, len(title) - 1) + 1)
    best = min(places, key=lambda place: (_cost(title, place, names) + abs(place - ideal), place))
    return f"{title[:best]}\n{title_lines(title[best:], names)}"


def _cost(title: str, place: int, names: Sequence[str]) -> int:
    torn = 100 if any(_inside(title, place, name) for name in names if name) else 0
    before, after = title[:place], title[place:]
    good = before.endswith(BREAK_AFTER) or after.startswith(BREAK_BEFORE) or any(map(before.endswith, filter(None, names)))
    return torn + (0 if good else 6)


def _inside(title: str, place: int, name: str) -> bool:
    start = title.find(name)
    return start != -1 and start < place < start + len(name)


def mark(*, issued: bool, void_reason: str = "") -> dict[str, str]:
    """What is written across a paper that may not be sealed, and why."""
    if void_reason:
        return {"标记": VOID, "标记说明": f"本件已作废，不具效力。原因：{shown(void_reason)}"}
    return {"标记": "", "标记说明": ""} if issued else {"标记": DRAFT, "标记说明": "草稿，未经签发，不得盖章和送达"}
