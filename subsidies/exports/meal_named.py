"""The named roster of a month (实名制, fields of domain.md 9) and the leaves, to take away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_registry
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.terms import Term, term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.registry_numbers import opener
from students.sheets.rosters import grade_word
from subsidies.filters.meal_named import LeaveFilter, MealPupilFilter
from subsidies.meal_choices import CanteenMode, LeaveReason
from subsidies.models import MealLeave
from subsidies.reports.meal_named import eaten, named_in, standard_on
from subsidies.reports.meal_tables import month_to_show

CHUNK = 1_000


def _pupils(query: ExportQuery) -> QuerySet[Enrolment]:
    """A page's filter chooses the month; the console gets that which its term's page begins with."""
    if query.user:
        return Enrolment.objects.visible_to(query.user)
    today, schools = timezone.localdate(), OrgUnit.objects.schools()
    term = Term.parse(query.term) if query.term else term_of(today)
    return named_in(Enrolment.objects.all(), month_to_show(schools, term, today))


def _pupil_rows(enrolments: QuerySet[Enrolment]) -> Generator[tuple]:
    sealed = opener()
    ordered = enrolments.order_by("school__path", "stage", "grade", "class_name", "pinyin", "pk")
    standards: dict[str, object] = {}
    for pupil, eating in eaten(ordered.iterator(chunk_size=CHUNK)):
        held = sealed(pupil.school.code, pupil.term_id, pupil.registry_index, pupil.sealed)
        standard = standards.setdefault(pupil.month, standard_on(eating.first) if eating.first else None)
        left = pupil.status != EnrolmentStatus.ENROLLED
        yield (
            pupil.month[:7], pupil.school.code, pupil.school.name, held["registry_number"], pupil.name, pupil.sex,
            grade_word(pupil.stage, pupil.grade), pupil.class_name, pupil.boarding, pupil.school.canteen_place.canteen.mode,
            standard, eating.first, eating.last, eating.supplied, eating.away, eating.days,
            pupil.status if left else "", pupil.status_on if left else None,
        )  # fmt: skip


def _leaves(query: ExportQuery) -> QuerySet[MealLeave]:
    scope = MealLeave.objects.visible_to(query.user) if query.user else MealLeave.objects.filter(enrolment__term=query.term)
    return scope.select_related("enrolment__school", "recorded_by").order_by("-first_on", "pk")


def _leave_rows(leaves: QuerySet[MealLeave]) -> Generator[tuple]:
    for each in leaves.iterator(chunk_size=CHUNK):
        child = each.enrolment
        place = (child.school.code, child.school.name, child.name, grade_word(child.stage, child.grade), child.class_name)
        yield (*place, each.first_on, each.last_on, each.reason, each.recorded_by.name)


SCHOOL = (ExportColumn("school_code", _("学校标识码"), width=13), ExportColumn("school", _("学校"), width=26))
CLASS = (ExportColumn("grade", _("年级"), width=8), ExportColumn("class_name", _("班级"), width=8))

register_export(
    ExportSpec(
        name="meal_pupils",
        label=_("营养餐实名制名册"),
        permission=Permission.MEAL_VIEW,
        columns=(
            ExportColumn("month", _("月份"), width=10),
            *SCHOOL,
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("sex", _("性别"), width=6),
            *CLASS,
            ExportColumn("boarding", _("寄宿"), "yes_no", width=6),
            ExportColumn("mode", _("供餐模式"), width=16, words=labels(lambda: CanteenMode.choices)),
            ExportColumn("standard", _("补助标准（元）"), "money", width=12),
            ExportColumn("first_on", _("开始"), "date", width=12),
            ExportColumn("last_on", _("截止"), "date", width=12),
            ExportColumn("supplied", _("供餐（天）"), "count", width=10),
            ExportColumn("away", _("请假（天）"), "count", width=10),
            ExportColumn("days", _("应就餐（天）"), "count", width=12),
            ExportColumn("status", _("异动"), width=10, words=labels(lambda: EnrolmentStatus.choices)),
            ExportColumn("status_on", _("异动日期"), "date", width=12),
        ),
        queryset=_pupils,
        rows=_pupil_rows,
        filterset_class=MealPupilFilter,
        page="subsidies:meal-pupil-list",
        of_a_term=False,
        note=_("一行是一名学生一个月；应就餐天数=在籍期间的供餐日−请假的供餐日，实际份数以按班登记为准。"),
    )
)
register_export(
    ExportSpec(
        name="meal_leaves",
        label=_("营养餐请假登记"),
        permission=Permission.MEAL_VIEW,
        columns=(
            *SCHOOL,
            ExportColumn("name", _("姓名"), width=10),
            *CLASS,
            ExportColumn("first_on", _("从"), "date", width=12),
            ExportColumn("last_on", _("到"), "date", width=12),
            ExportColumn("reason", _("原因"), width=12, words=labels(lambda: LeaveReason.choices)),
            ExportColumn("recorded_by", _("登记人"), width=10),
        ),
        queryset=_leaves,
        rows=_leave_rows,
        filterset_class=LeaveFilter,
        page="subsidies:meal-leave-list",
        note=_("一行是一名学生的一段请假、缺勤或自愿不就餐。"),
    )
)
