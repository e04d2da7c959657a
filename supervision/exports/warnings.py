"""Warnings one by one: of whom, why, whose work, until when; what the departments are asked to correct (数据纠错反馈)."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_id
from aid_portal.permissions import Permission
from students.choices import RecordKind
from students.sealing import open_record
from supervision.filters.warnings import CorrectionFilter, WarningFilter
from supervision.models import EarlyWarning
from supervision.reports.warning_words import warning_words
from supervision.warning_choices import WarningKind, WarningStatus


def _warnings(query: ExportQuery) -> QuerySet:
    """The console takes what stands."""
    scope = EarlyWarning.objects.visible_to(query.user) if query.user else EarlyWarning.objects.standing()
    return scope.for_list().order_by("place__path", "kind", "pk")


def _rows(warnings: QuerySet) -> Generator[tuple]:
    words = warning_words()
    for each in warnings.iterator(chunk_size=2000):
        yield (
            each.kind, each.name, each.place.name, words.sentence(each), each.household_number, each.owner.name, each.raised_on,
            each.due_on, each.status,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="warnings",
        label=_("预警"),
        permission=Permission.WARNING_VIEW,
        columns=(
            ExportColumn("kind", _("预警事项"), width=16, words=labels(lambda: WarningKind.choices)),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("place", _("就读学校或户籍镇街"), width=26),
            ExportColumn("reason", _("原因"), width=60),
            ExportColumn("household_number", _("户编号"), width=20),
            ExportColumn("owner", _("责任单位"), width=26),
            ExportColumn("raised_on", _("预警日期"), "date", width=12),
            ExportColumn("due_on", _("办理期限"), "date", width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: WarningStatus.choices)),
        ),
        queryset=_warnings,
        rows=_rows,
        filterset_class=WarningFilter,
        page="supervision:warning-list",
        note=_("一行是一条预警；预警不会停发资助，事实改正的自动销号。"),
        of_a_term=False,
    )
)


def _corrections(query: ExportQuery) -> QuerySet:
    return _warnings(query).filter(kind=WarningKind.STAGE_DIFFERS)


def _correction_rows(corrections: QuerySet) -> Generator[tuple]:
    """Where each row stands in the department's own list, so that it is found there."""
    for each in corrections.defer(None).iterator(chunk_size=2000):
        record = each.record
        yield (
            each.list_kind, record.release.data_date, record.row, record.household_number, record.person_number, record.name,
            open_record(record).get("raw_id", ""), each.facts["was"], each.facts["is"], each.place.name,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="list_corrections",
        label=_("数据纠错反馈"),
        permission=Permission.WARNING_VIEW,
        columns=(
            ExportColumn("list", _("名单"), width=20, words=labels(lambda: RecordKind.choices)),
            ExportColumn("data_date", _("数据日期"), "date", width=12),
            ExportColumn("row", _("名单行"), "count", width=8),
            ExportColumn("household_number", _("户编号"), width=20),
            ExportColumn("person_number", _("人编号"), width=18),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("resident_id", _("证件号码"), mask=mask_id, width=22),
            ExportColumn("said", _("名单所载在校生状况"), width=18),
            ExportColumn("stage", _("花名册学段"), width=12, words=labels(lambda: SchoolStage.choices)),
            ExportColumn("school", _("就读学校"), width=26),
        ),
        queryset=_corrections,
        rows=_correction_rows,
        filterset_class=CorrectionFilter,
        page="supervision:correction-list",
        note=_("请名单主管部门核对“名单所载在校生状况”；右边两列是花名册的记载。"),
        of_a_term=False,
    )
)
