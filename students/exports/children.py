"""The review queue (columns of eligibility.md 7) and the children of a term, to take away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_id, mask_registry
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus, Hukou, RecordKind
from students.filters.matches import MatchFilter
from students.filters.students import StudentFilter
from students.models import Enrolment, MatchPair
from students.registry_numbers import opener


def _reviews(query: ExportQuery) -> QuerySet:
    """The list's filter says which answers; the console has no filter and takes what is open."""
    scope = MatchPair.objects.visible_to(query.user) if query.user else MatchPair.objects.open()
    return scope.filter(term=query.term).order_by("level", "kind", "record__row", "pk")


def _review_rows(pairs: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        "enrolment__school__code", "enrolment__term_id", "enrolment__registry_index", "enrolment__sealed", "level", "kind",
        "record__person_number", "record__row", "record__name", "enrolment__name",
    )  # fmt: skip
    for *envelope, level, kind, person, row, record_name, name in pairs.values_list(*names).iterator(chunk_size=2000):
        key = person if kind == RecordKind.RURAL else row
        yield level, kind, key, record_name, sealed(*envelope)["registry_number"], name


register_export(
    ExportSpec(
        name="reviews",
        label=_("待核对"),
        permission=Permission.REVIEW_VIEW,
        columns=(
            ExportColumn("level", _("级别"), "count", width=6),
            ExportColumn("kind", _("名单"), width=22, words=labels(lambda: RecordKind.choices)),
            ExportColumn("record_key", _("人编号或行号"), width=18),
            ExportColumn("record_name", _("名单姓名"), width=12),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("学生姓名"), width=12),
        ),
        queryset=_reviews,
        rows=_review_rows,
        note=_("一行是一对待核对或已答复的名单记录与学生，以列表条件为准；答复和理由在核对页面查看。"),
        filterset_class=MatchFilter,
        page="students:match-list",
    )
)


def _students(query: ExportQuery) -> QuerySet:
    scope = Enrolment.objects.visible_to(query.user) if query.user else Enrolment.objects.for_term(query.term)
    return scope.order_by("school__code", "stage", "grade", "class_name", "pinyin", "pk")


def _student_rows(enrolments: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        "school__code", "term_id", "registry_index", "sealed", "school__code", "school__name", "name", "sex", "birth_date",
        "stage", "grade", "class_name", "boarding", "hukou", "status", "status_on", "term_id",
    )  # fmt: skip
    for row in enrolments.values_list(*names).iterator(chunk_size=2000):
        held = sealed(*row[:4])
        yield (*row[4:6], held["registry_number"], held["resident_id"], *row[6:])


register_export(
    ExportSpec(
        name="students",
        label=_("学生"),
        permission=Permission.STUDENT_VIEW,
        columns=(
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=24),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("resident_id", _("证件号"), mask=mask_id, width=20),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("sex", _("性别"), width=6),
            ExportColumn("birth_date", _("出生日期"), "date", width=12),
            ExportColumn("stage", _("学段"), words=labels(lambda: SchoolStage.choices)),
            ExportColumn("grade", _("年级"), "count", width=6),
            ExportColumn("class_name", _("班级"), width=8),
            ExportColumn("boarding", _("寄宿"), "yes_no", width=6),
            ExportColumn("hukou", _("户口性质"), words=labels(lambda: Hukou.choices)),
            ExportColumn("status", _("学生状态"), words=labels(lambda: EnrolmentStatus.choices)),
            ExportColumn("status_on", _("状态日期"), "date", width=12),
            ExportColumn("term", _("学期"), width=8),
        ),
        queryset=_students,
        rows=_student_rows,
        filterset_class=StudentFilter,
        page="students:student-list",
        note=_("一行是一名学生在一所学校一个学期；双重学籍的学生有两行。"),
    )
)
