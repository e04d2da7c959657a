"""目标责任书: what two sides promise each other for a year, with places for both hands (domain.md 8.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aid_portal.printing import shown, typeset
from supervision.sheets.official_documents import long_day, mark, paragraphs, title_lines


@dataclass(frozen=True, slots=True)
class Party:
    """`unit` is the school, grade or class; `person` signs for it as `post`."""

    unit: str
    person: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """`level` says between whom, for instance 县局—学校; a void one says why."""

    agency: str
    year: int
    level: str
    title: str
    first: Party
    second: Party
    items: Sequence[str]
    made_at: datetime
    preamble: str = ""
    signed_on: date | None = None
    void_reason: str = ""


def pdf(letter: PrintedLetter) -> bytes:
    values = {
        **mark(issued=True, void_reason=letter.void_reason),
        "发文机关": shown(letter.agency),
        "标题": title_lines(shown(letter.title), (letter.agency, letter.second.unit, "目标责任书")),
        "年度": f"{letter.year}年度",
        "层级": shown(letter.level),
        "双方": [_party("甲方", letter.first), _party("乙方", letter.second)],
        "前言": paragraphs(letter.preamble),
        "条款": [paragraphs(item) for item in letter.items],
        "签订日期": long_day(letter.signed_on) or "　　　　年　　月　　日",
        "结尾": "本责任书一式两份，甲乙双方各执一份，自签订之日起生效。",
    }
    return typeset("responsibility_letter.typ", values, made_at=letter.made_at)


def _party(side: str, party: Party) -> dict[str, str]:
    return {
        "方": side,
        "单位": shown(party.unit),
        "责任人": shown(party.person),
        "职务": shown(party.post),
    }
