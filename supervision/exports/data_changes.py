"""Wrong names, ids and accounts one by one: whose, what was wrong, who asked, decided and put it right; never the numbers."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_text
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from supervision.filters.grievances import DataChangeFilter
from supervision.grievance_choices import ChangedField
from supervision.models import DataChange


def _changes(query: ExportQuery) -> QuerySet:
    changes = query.seen(DataChange)
    return changes.for_list().order_by("pk")


def _rows(changes: QuerySet) -> Generator[tuple]:
    for each in changes.select_related("applied_by").iterator(chunk_size=2000):
        asked = (each.made_by.name, figures.day(each.made_at))
        decided = (each.decided_by.name if each.decided_by else "", figures.day(each.decided_at) if each.decided_at else "")
        applied = figures.day(each.applied_at) if each.applied_at else ""
        child = (str(each.grievance), each.student.name, each.school.name)
        said = (each.field, mask_text(each.reason), each.status)
        yield (*child, *said, *asked, *decided, mask_text(each.decision_note), applied)


register_export(
    ExportSpec(
        name="data_changes",
        label=_("信息更正台账"),
        permission=Permission.GRIEVANCE_VIEW,
        columns=(
            ExportColumn("grievance", _("诉求编号"), width=22),
            ExportColumn("student", _("学生"), width=12),
            ExportColumn("school", _("学校"), width=28),
            ExportColumn("field", _("更正内容"), width=12, words=labels(lambda: ChangedField.choices)),
            ExportColumn("reason", _("核对的材料"), width=30),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: PaperStatus.choices)),
            ExportColumn("made_by", _("提出人"), width=12),
            ExportColumn("made_on", _("提出日期"), width=12),
            ExportColumn("decided_by", _("批准人"), width=12),
            ExportColumn("decided_on", _("批准日期"), width=12),
            ExportColumn("decision_note", _("批准意见"), width=30),
            ExportColumn("applied_on", _("更正日期"), width=12),
        ),
        queryset=_changes,
        rows=_rows,
        note=_("一行是一项更正。不含原来的和更正后的姓名、号码和账户。"),
        filterset_class=DataChangeFilter,
        page="supervision:data-change-list",
        of_a_term=False,
    )
)
