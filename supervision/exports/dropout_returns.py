"""The schools of a month with what they sent, and the children of school age on the rolls of a term."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets import enrolment_words
from supervision.filters.dropout_returns import MonthFilter, SchoolAgeFilter
from supervision.models import AbsenceReport
from supervision.reports.dropout_returns import reporting_schools
from supervision.reports.school_age import of_age

TOLD = ("enrolled", "absent", "suspected", "dropouts", "returned", "struck_off")


def _schools(query: ExportQuery) -> QuerySet:
    schools = reporting_schools()
    if query.user:
        schools = schools & OrgUnit.objects.visible_to(query.user)
    return schools.order_by("path", "pk")


def _school_rows(schools: QuerySet) -> Generator[tuple]:
    """Without a month (the console) nothing was told of any."""
    for school in schools.iterator(chunk_size=2000):
        yield (
            school.code,
            school.name,
            getattr(school, "sent_on", None),
            getattr(school, "corrected", None),
            *(getattr(school, f"told_{name}", None) for name in TOLD),
        )


register_export(
    ExportSpec(
        name="dropout_months",
        label=_("控辍保学月报"),
        permission=Permission.DROPOUT_VIEW,
        columns=(
            ExportColumn("code", _("学校代码"), width=12),
            ExportColumn("school", _("学校"), width=28),
            ExportColumn("sent_on", _("报送日期"), "date", width=12),
            ExportColumn("corrected", _("更正原因"), width=24),
            ExportColumn("enrolled", _("义务教育在籍"), "count", width=10),
            ExportColumn("absent", _("期末未到校"), "count", width=10),
            ExportColumn("suspected", _("疑似"), "count", width=8),
            ExportColumn("dropouts", _("失学辍学"), "count", width=8),
            ExportColumn("returned", _("本月复学"), "count", width=8),
            ExportColumn("struck_off", _("本月销号"), "count", width=8),
        ),
        queryset=_schools,
        rows=_school_rows,
        note=_("一行是一所有小学或初中的学校；没有报送日期的没有报送。"),
        filterset_class=MonthFilter,
        page="supervision:dropout-month-list",
        of_a_term=False,
    )
)


def _children(query: ExportQuery) -> QuerySet:
    scope = Enrolment.objects.visible_to(query.user) if query.user else of_age(Enrolment.objects.for_term(query.term), query.term)
    return scope.order_by("school__code", "stage", "grade", "class_name", "pinyin", "pk")


def _child_rows(seats: QuerySet) -> Generator[tuple]:
    absent = set(AbsenceReport.objects.open().values_list("student", flat=True))
    for seat in seats.select_related("school").defer("sealed").iterator(chunk_size=2000):
        told = (seat.name, seat.birth_date, seat.school.code, seat.school.name, enrolment_words.place(seat))
        yield *told, seat.status, seat.home_taught, seat.student_id in absent


register_export(
    ExportSpec(
        name="school_age_children",
        label=_("适龄儿童台账"),
        permission=Permission.DROPOUT_VIEW,
        columns=(
            ExportColumn("name", _("姓名"), width=12),
            ExportColumn("birth_date", _("出生日期"), "date", width=12),
            ExportColumn("school_code", _("学校代码"), width=12),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("seat", _("年级、班级"), width=18),
            ExportColumn("status", _("学生状态"), width=10, words=labels(lambda: EnrolmentStatus.choices)),
            ExportColumn("home_taught", _("送教上门"), "yes_no", width=10),
            ExportColumn("absent", _("现在未到校"), "yes_no", width=10),
        ),
        queryset=_children,
        rows=_child_rows,
        note=_("一行是花名册上一名义务教育年龄的学生，不含证件号。"),
        filterset_class=SchoolAgeFilter,
        page="supervision:school-age-list",
    )
)
