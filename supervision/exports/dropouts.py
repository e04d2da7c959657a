"""The ledgers of cases and the reports of absence; identity numbers are in neither, since none is kept there."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import Place
from supervision.dropout_choices import AbsenceCause, AbsenceState, CaseSource, CaseStatus, EndReason, Rung
from supervision.filters.absences import AbsenceFilter
from supervision.filters.dropouts import DropoutFilter
from supervision.models import AbsenceReport, DropoutCase
from supervision.reports.absences import Clock


def _cases(query: ExportQuery) -> QuerySet:
    scope = query.seen(DropoutCase)
    return scope.order_by("opened_on", "pk")


def _case_rows(cases: QuerySet) -> Generator[tuple]:
    names = (
        *("name", "birth_date", "town__name", "village", "school__name", "source", "place", "status", "opened_on", "reached"),
        *("reached_on", "visit_count", "confirmed_on", "ended_on", "reason", "until", "note"),
    )
    counted = cases.annotate(visit_count=Count("visits", distinct=True))
    yield from counted.values_list(*names).iterator(chunk_size=2000)


def _case_totals(cases: QuerySet) -> list[tuple[str, str]]:
    found = cases.order_by().aggregate(
        all=Count("pk", distinct=True),
        suspected=Count("pk", filter=Q(status=CaseStatus.SUSPECTED), distinct=True),
        dropouts=Count("pk", filter=Q(status=CaseStatus.DROPOUT), distinct=True),
    )
    words = {name: figures.count(number) for name, number in found.items()}
    return [(now("个案"), now("共%(all)s个，疑似%(suspected)s个，失学辍学%(dropouts)s个") % words)]


register_export(
    ExportSpec(
        name="dropout_cases",
        label=_("控辍保学台账"),
        permission=Permission.DROPOUT_VIEW,
        columns=(
            ExportColumn("name", _("姓名"), width=12),
            ExportColumn("birth_date", _("出生日期"), "date", width=12),
            ExportColumn("town", _("镇街"), width=14),
            ExportColumn("village", _("村（社区）"), width=16),
            ExportColumn("school", _("责任学校"), width=26),
            ExportColumn("source", _("来源"), width=16, words=labels(lambda: CaseSource.choices)),
            ExportColumn("place", _("最新比对"), width=16, words=labels(lambda: Place.choices)),
            ExportColumn("status", _("状态"), width=14, words=labels(lambda: CaseStatus.choices)),
            ExportColumn("opened_on", _("列入日期"), "date", width=12),
            ExportColumn("reached", _("已到哪一步"), width=14, words=labels(lambda: Rung.choices)),
            ExportColumn("reached_on", _("到这一步的日期"), "date", width=12),
            ExportColumn("visits", _("走访次数"), "count", width=10),
            ExportColumn("confirmed_on", _("确认辍学日期"), "date", width=12),
            ExportColumn("ended_on", _("结束日期"), "date", width=12),
            ExportColumn("reason", _("结束原因"), width=24, words=labels(lambda: EndReason.choices)),
            ExportColumn("until", _("有效至"), "date", width=12),
            ExportColumn("note", _("情况"), width=30),
        ),
        queryset=_cases,
        rows=_case_rows,
        totals=_case_totals,
        note=_("一行是一个孩子的一个个案，以列表条件为准；不含证件号，走访内容在个案页面查看。"),
        filterset_class=DropoutFilter,
        page="supervision:dropout-list",
        of_a_term=False,
    )
)


def _absences(query: ExportQuery) -> QuerySet:
    scope = query.seen(AbsenceReport)
    return scope.order_by("first_day", "pk")


def _absence_rows(reports: QuerySet) -> Generator[tuple]:
    clock = Clock(timezone.localdate())
    for each in reports.select_related("school").iterator(chunk_size=2000):
        yield (
            each.name, each.school.name, each.seat, each.first_day, clock.missed(each), each.cause, clock.state(each).value,
            each.contacted_on, each.contact_note, each.back_on, each.note,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="absences",
        label=_("缺勤报告"),
        permission=Permission.ABSENCE_VIEW,
        columns=(
            ExportColumn("name", _("姓名"), width=12),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("seat", _("年级、班级"), width=16),
            ExportColumn("first_day", _("未到校第一天"), "date", width=12),
            ExportColumn("missed", _("已缺上学日"), "count", width=10),
            ExportColumn("cause", _("原因"), width=12, words=labels(lambda: AbsenceCause.choices)),
            ExportColumn("state", _("状态"), width=12, words=labels(lambda: AbsenceState.choices)),
            ExportColumn("contacted_on", _("联系家庭日期"), "date", width=12),
            ExportColumn("contact_note", _("联系情况"), width=30),
            ExportColumn("back_on", _("返校日期"), "date", width=12),
            ExportColumn("note", _("说明"), width=30),
        ),
        queryset=_absences,
        rows=_absence_rows,
        note=_("一行是一份缺勤报告；上学日按节假日表计算。"),
        filterset_class=AbsenceFilter,
        page="supervision:absence-list",
        of_a_term=False,
    )
)
