"""整改通知书 as PDF and as Word in the form of GB/T 9704-2012; every text is plain, none is markup (domain.md 8.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from aid_portal.printing import shown, typeset
from supervision.choices import DeadlineKind
from supervision.rules.document_numbers import DocumentNumber
from supervision.sheets import word_templates
from supervision.sheets.official_documents import Values, long_day, mark, ordinal, sentence, title_lines
from supervision.sheets.word_templates import Vocabulary

TEMPLATE = Path(__file__).parents[1] / "word" / "rectification_notice.docx"
UNNUMBERED = "文号待编"
AT_ONCE = "立行立改"


@dataclass(frozen=True, slots=True)
class PrintedProblem:
    """`due_on` and the persons are said where they are not those of the whole notice."""

    fact: str
    basis: str
    demand: str
    severity: str = ""
    evidence: str = ""
    due_on: date | None = None
    immediate: bool = False
    responsible_unit: str = ""
    responsible_person: str = ""


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """A notice without a number is a draft. `report_to` says how the unit answers, for instance 书面报送督导室."""

    agency: str
    number: DocumentNumber | None
    title: str
    unit: str
    inspected: str
    inspectors: str
    matters: str
    problems: Sequence[PrintedProblem]
    demands: str
    deadline_days: int
    deadline_kind: str
    due_on: date | None
    contact: str
    phone: str
    made_at: datetime
    report_to: str = ""
    responsible_person: str = ""
    signer: str = ""
    issued_on: date | None = None
    copies: str = ""
    void_reason: str = ""
    plan_days: int | None = None
    plan_due_on: date | None = None

    @property
    def deadline(self) -> str:
        """In days of which kind, and the last of them; before it the day of the plan, where one is asked for."""
        plan = f"{self._within(self.plan_days, self.plan_due_on)}报送整改方案，" if self.plan_days else ""
        return f"自本通知书签发次日起，{plan}{self._within(self.deadline_days, self.due_on)}"

    def _within(self, days: int, last: date | None) -> str:
        named = f"，即{long_day(last)}（含当日）前" if last else ""
        return f"{days}个{DeadlineKind(self.deadline_kind).label}内{named}"


VOCABULARY = Vocabulary(
    texts=(
        *(
            "标记",
            "标记说明",
            "发文机关",
            "文号",
            "标题",
            "主送单位",
            "督查时间",
            "督查组成员",
            "督查事项",
            "整改要求",
            "整改时限",
        ),
        *("责任人", "报送方式", "联系人", "联系电话", "签发人", "成文日期", "抄送"),
    ),
    lists={
        "问题列表": ("序号", "程度", "事实", "证据", "依据", "整改要求", "整改时限", "责任"),
    },
    needed=(
        *("标记", "文号", "标题", "主送单位", "整改时限", "成文日期", "问题列表"),
        *("问题列表.事实", "问题列表.依据", "问题列表.整改要求"),
    ),
)


def pdf(notice: PrintedNotice) -> bytes:
    return typeset("rectification_notice.typ", values_of(notice), made_at=notice.made_at, instead="Word 文档")


def docx(notice: PrintedNotice, template: bytes | None = None) -> bytes:
    """Filled into the bureau's own template, or into the one that is shipped."""
    return word_templates.filled(template or TEMPLATE.read_bytes(), VOCABULARY, values_of(notice), made_at=notice.made_at)


def check_template(template: bytes) -> None:
    """Refused in words where the file is no template of a notice: it is tried with samples before anybody relies on it."""
    for sample in (SAMPLE, replace(SAMPLE, number=None, issued_on=None, due_on=None, plan_due_on=None, copies="")):
        word_templates.tried(template, VOCABULARY, values_of(sample))


def values_of(notice: PrintedNotice) -> Values:
    return {
        **mark(issued=notice.number is not None, void_reason=notice.void_reason),
        "发文机关": shown(notice.agency),
        "文号": str(notice.number or UNNUMBERED),
        "标题": title_lines(shown(notice.title), (notice.agency, notice.unit, "整改通知书")),
        "主送单位": shown(notice.unit),
        "督查时间": shown(notice.inspected),
        "督查组成员": shown(notice.inspectors),
        "督查事项": shown(notice.matters),
        "问题列表": [_problem(number, each) for number, each in enumerate(notice.problems, start=1)],
        "整改要求": sentence(notice.demands),
        "整改时限": notice.deadline,
        "责任人": shown(notice.responsible_person),
        "报送方式": sentence(notice.report_to),
        "联系人": shown(notice.contact),
        "联系电话": shown(notice.phone),
        "签发人": shown(notice.signer),
        "成文日期": long_day(notice.issued_on),
        "抄送": sentence(notice.copies),
    }


def _problem(number: int, problem: PrintedProblem) -> dict[str, str]:
    return {
        "序号": ordinal(number),
        "程度": shown(problem.severity),
        "事实": sentence(problem.fact),
        "证据": sentence(problem.evidence),
        "依据": sentence(problem.basis),
        "整改要求": sentence(problem.demand),
        "整改时限": _own_deadline(problem),
        "责任": sentence("，".join(filter(None, map(shown, (problem.responsible_unit, problem.responsible_person))))),
    }


def _own_deadline(problem: PrintedProblem) -> str:
    if problem.immediate:
        return sentence(AT_ONCE)
    return f"{long_day(problem.due_on)}（含当日）前。" if problem.due_on else ""


SAMPLE = PrintedNotice(
    agency="某县教育体育局",
    number=DocumentNumber("某教体督", 2022, 15),
    title="关于某某小学食品安全督查问题的整改通知书",
    unit="某某小学",
    inspected="2022年4月21日",
    inspectors="张某、李某",
    matters="食品安全",
    problems=(
        PrintedProblem(
            fact="留样不足48小时。",
            basis="《学校食品安全与营养健康管理规定》第四十条",
            demand="按规定留样。",
            severity="较重",
            evidence="照片2张",
            immediate=True,
            responsible_unit="总务处",
        ),
        PrintedProblem(fact="台账不全。\n缺3月份。", basis="《中小学校财务制度》", demand="补齐台账。", due_on=date(2022, 5, 6)),
    ),
    demands="认真整改。\n举一反三。",
    deadline_days=10,
    deadline_kind=DeadlineKind.WORKING,
    due_on=date(2022, 5, 11),
    plan_days=3,
    plan_due_on=date(2022, 4, 28),
    contact="王某",
    phone="0917-0000000",
    made_at=datetime(2022, 4, 25, tzinfo=UTC),
    report_to="书面报送督导室",
    responsible_person="赵某",
    signer="陈某",
    issued_on=date(2022, 4, 25),
    copies="局领导",
)
