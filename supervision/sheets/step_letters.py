"""督办函, 通报 and 约谈通知书: short letters about problems that are overdue (domain.md 8.4), as PDF and as Word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from aid_portal.printing import shown, typeset
from supervision.choices import StepKind
from supervision.rules.document_numbers import DocumentNumber
from supervision.sheets import word_templates
from supervision.sheets.official_documents import Values, long_day, mark, ordinal, sentence, title_lines
from supervision.sheets.word_templates import Vocabulary

TEMPLATE = Path(__file__).parents[1] / "word" / "step_letter.docx"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter of one kind says around its facts; `whom` is the unit as the letter addresses it, its name where empty."""

    title: str
    whom: str
    purpose: str
    asks: str
    by: str
    last: str


WORDINGS = {
    StepKind.URGE: Wording(
        title="逾期未完成整改的督办函",
        whom="你单位",
        purpose="现予督办",
        asks="督办要求",
        by="请于{day}（含当日）前完成整改并书面报告。",
        last="特此函告。",
    ),
    StepKind.CRITICISE: Wording(
        title="逾期未完成整改的通报",
        whom="",
        purpose="现予通报批评",
        asks="工作要求",
        by="责成{unit}于{day}（含当日）前完成整改并书面报告。",
        last="特此通报。",
    ),
    StepKind.TALK: Wording(
        title="逾期未完成整改的约谈通知",
        whom="你单位",
        purpose="现决定约谈你单位主要负责人",
        asks="约谈安排",
        by="请于{day}到{agency}接受约谈，并带上整改情况的书面材料。",
        last="特此通知。",
    ),
}


@dataclass(frozen=True, slots=True)
class OverdueProblem:
    fact: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class StepLetter:
    """A letter without a day of issue is a draft; one without a number leaves its line out.

    `addressee` is said where the letter goes to others than the unit, as a 通报 does.
    """

    agency: str
    kind: str
    unit: str
    notice_number: DocumentNumber
    problems: Sequence[OverdueProblem]
    as_of: date
    asks: str
    contact: str
    phone: str
    made_at: datetime
    by: date | None = None
    number: DocumentNumber | None = None
    addressee: str = ""
    issued_on: date | None = None
    copies: str = ""


VOCABULARY = Vocabulary(
    texts=(
        *("标记", "标记说明", "发文机关", "文号", "标题", "主送单位", "被督查单位", "通知书文号", "事由", "要求标题", "要求"),
        *("办理时限", "结语", "联系人", "联系电话", "成文日期", "抄送"),
    ),
    lists={"问题列表": ("序号", "事实", "整改时限", "逾期")},
    needed=(
        *("标记", "文号", "标题", "主送单位", "事由", "要求", "办理时限", "成文日期", "问题列表"),
        *("问题列表.事实", "问题列表.逾期"),
    ),
)


def pdf(letter: StepLetter) -> bytes:
    return typeset("step_letter.typ", values_of(letter), made_at=letter.made_at, instead="Word 文档")


def docx(letter: StepLetter, template: bytes | None = None) -> bytes:
    """Filled into the bureau's own template, or into the one that is shipped."""
    return word_templates.filled(template or TEMPLATE.read_bytes(), VOCABULARY, values_of(letter), made_at=letter.made_at)


def check_template(template: bytes) -> None:
    """Refused in words where the file is no template of such a letter; tried with a letter of every kind."""
    for kind in WORDINGS:
        word_templates.tried(template, VOCABULARY, values_of(replace(SAMPLE, kind=kind)))


def values_of(letter: StepLetter) -> Values:
    words = WORDINGS[StepKind(letter.kind)]
    title = f"关于{shown(letter.unit)}{words.title}"
    return {
        **mark(issued=letter.issued_on is not None),
        "发文机关": shown(letter.agency),
        "文号": str(letter.number or ""),
        "标题": title_lines(title, (letter.unit,)),
        "主送单位": shown(letter.addressee or letter.unit),
        "被督查单位": shown(letter.unit),
        "通知书文号": str(letter.notice_number),
        "事由": _reason(letter, words),
        "问题列表": [
            {
                "序号": ordinal(number),
                "事实": sentence(each.fact),
                "整改时限": long_day(each.due_on),
                "逾期": f"已逾期{each.days}天",
            }
            for number, each in enumerate(letter.problems, start=1)
        ],
        "要求标题": words.asks,
        "要求": sentence(letter.asks),
        "办理时限": _by(letter, words),
        "结语": words.last,
        "联系人": shown(letter.contact),
        "联系电话": shown(letter.phone),
        "成文日期": long_day(letter.issued_on),
        "抄送": sentence(letter.copies),
    }


def _reason(letter: StepLetter, words: Wording) -> str:
    whom = words.whom or shown(letter.unit)
    return (
        f"我局以《整改通知书》（{letter.notice_number}）要求{whom}限期整改。截至{long_day(letter.as_of)}，"
        f"{whom}仍有{len(letter.problems)}个问题超过整改时限未完成整改，{words.purpose}。"
    )


def _by(letter: StepLetter, words: Wording) -> str:
    return words.by.format(day=long_day(letter.by), unit=shown(letter.unit), agency=shown(letter.agency)) if letter.by else ""


SAMPLE = StepLetter(
    agency="某县教育体育局",
    kind=StepKind.URGE,
    unit="某某小学",
    notice_number=DocumentNumber("某教体督", 2022, 15),
    problems=(OverdueProblem("留样不足48小时。", date(2022, 5, 11), 4),),
    as_of=date(2022, 5, 15),
    asks="立即整改，逐项销号。",
    contact="王某",
    phone="0917-0000000",
    made_at=datetime(2022, 5, 15, tzinfo=UTC),
    by=date(2022, 5, 20),
    number=DocumentNumber("某教体督", 2022, 18),
    issued_on=date(2022, 5, 15),
    copies="局领导",
)
