"""拨付申请表: what a batch asks the treasury to pay, by school, and out of whose money (domain.md 5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.money import yuan_in_words
from aid_portal.printed import Printed, Signature
from aid_portal.printing import pdf_of
from aid_portal.sheets.columns import Column
from aid_portal.sheets.printed import book_of
from subsidies.sheets.batch_heads import BatchHead

COLUMNS = (
    Column("序号", kind="count", width=6),
    Column("学校", width=40),
    Column("人次", kind="count", width=12),
    Column("金额（元）", kind="money", width=18),
    Column("备注", width=16),
)


@dataclass(frozen=True, slots=True)
class RequestRow:
    school: str
    person_times: int
    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose money pays; together they are to the rows or the paper is not made."""

    central: Decimal = Decimal(0)
    province: Decimal = Decimal(0)
    city: Decimal = Decimal(0)
    county: Decimal = Decimal(0)
    donor: Decimal = Decimal(0)

    def parts(self) -> tuple[tuple[str, Decimal], ...]:
        """Public money source by source, though it be nothing; gifts where there are any."""
        state = (("中央资金", self.central), ("省级资金", self.province), ("市级资金", self.city), ("县级资金", self.county))
        if not self.donor:
            return state
        return (*(part for part in state if part[1]), ("社会捐赠", self.donor))

    @property
    def total(self) -> Decimal:
        return self.central + self.province + self.city + self.county + self.donor


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    head: BatchHead
    programme: str
    channel: str
    sources: Sources
    rows: Sequence[RequestRow]


def pdf(request: PaymentRequest) -> bytes:
    return pdf_of("payment_request.typ", printed(request))


def xlsx(request: PaymentRequest) -> bytes:
    return book_of(printed(request))


def printed(request: PaymentRequest) -> Printed:
    times, total = sum(row.person_times for row in request.rows), sum((row.amount for row in request.rows), Decimal(0))
    _demand_equal(total, request.sources)
    return Printed(
        title="学生资助资金拨付申请表",
        bureau=request.head.bureau,
        facts=request.head.facts(("资助项目", request.programme), ("发放渠道", request.channel)),
        columns=COLUMNS,
        rows=[(number, row.school, row.person_times, row.amount, row.note) for number, row in enumerate(request.rows, start=1)],
        made_at=request.head.made_at,
        totals=(None, "合计", times, total, None),
        parts=request.sources.parts(),
        in_words=f"申请金额（大写）：人民币{yuan_in_words(total)}",
        signatures=_signatures(request.head),
    )


def _demand_equal(total: Decimal, sources: Sources) -> None:
    if sources.total != total:
        message = _("拨付申请表没有生成：各学校合计 %(rows)s 元，资金来源合计 %(sources)s 元。请先核对本批次的资金分担。")
        raise Refused(message % {"rows": figures.yuan(total), "sources": figures.yuan(sources.total)}, code="sources_differ")


def _signatures(head: BatchHead) -> tuple[Signature, ...]:
    return (
        Signature("经办人", head.made_by),
        Signature("审核人", head.reviewed_by),
        *head.countersignatures(),
        Signature("审批人", head.released_by),
        Signature("财务负责人"),
        Signature("单位（公章）"),
    )
