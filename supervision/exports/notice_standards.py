"""What the list of the standards of deadlines and steps gives away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.tables.school_aid import RATE_STATES
from supervision.filters.notice_standards import NoticeStandardFilter
from supervision.models import NoticeStandard
from supervision.models.notice_standards import SEVERITY_DAYS, STEP_DAYS

DAYS = (*SEVERITY_DAYS.values(), "plan_days", "before_days", *STEP_DAYS.values())


def _standards(query: ExportQuery) -> QuerySet:
    return query.seen(NoticeStandard).for_list().order_by("starts_on", "pk")


def _rows(standards: QuerySet) -> Generator[tuple]:
    for each in standards:
        hands = (person.name if person else "" for person in (each.made_by, each.decided_by))
        yield (each.starts_on, each.source, *(getattr(each, name) for name in DAYS), each.state, *hands)


register_export(
    ExportSpec(
        name="notice_standards",
        label=_("整改期限和督办标准"),
        permission=Permission.INSPECTION_VIEW,
        columns=(
            ExportColumn("starts_on", _("执行日期"), "date", width=12),
            ExportColumn("source", _("依据文件"), width=34),
            *(ExportColumn(name, NoticeStandard._meta.get_field(name).verbose_name, "count", width=16) for name in DAYS),
            ExportColumn("state", _("状态"), width=12, words=labels(lambda: RATE_STATES)),
            ExportColumn("made_by", _("拟定人"), width=12),
            ExportColumn("decided_by", _("批准人"), width=12),
        ),
        queryset=_standards,
        rows=_rows,
        filterset_class=NoticeStandardFilter,
        page="supervision:notice-standard-list",
        of_a_term=False,
        note=_("一行是一份标准；整改期限和方案期限按工作日、提醒和逾期按自然日计，通知书按签发那天执行的一份。"),
    )
)
