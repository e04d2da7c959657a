"""Columns of the list of children: one row a child at a school in a term."""

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn, of_value
from aid_portal.identifiers import mask_id, mask_registry
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sealing import secrets_of
from students.sheets import enrolment_words
from students.sheets.rosters import grade_word
from students.tables.release_rows import SaidColumn

STAGE_ORDER = ("stage", "grade", "class_name", "pinyin")


def masked_registry(enrolment: Enrolment) -> str:
    return mask_registry(secrets_of(enrolment).get("registry_number", ""))


def masked_id(enrolment: Enrolment) -> str:
    return mask_id(secrets_of(enrolment).get("resident_id", ""))


class GradeColumn(TextColumn):
    rests_on = staticmethod(lambda value, record: (record.stage, value))

    def html(self, value: int, record: Enrolment) -> str:
        return escaped(grade_word(record.stage, value))


class StageColumn(TextColumn):
    rests_on = staticmethod(of_value)

    def html(self, value: str, record: Enrolment) -> str:
        return escaped(SchoolStage(value).label)


class BoardingColumn(TextColumn):
    rests_on = staticmethod(of_value)

    def html(self, value: bool, record: Enrolment) -> str:
        return escaped(enrolment_words.boarding(value))


class StudentTable(ListTable):
    name = LinkColumn(verbose_name=_("姓名"), order_by=("pinyin",), heading=True)
    registry = SaidColumn(verbose_name=_("学籍号"), say=masked_registry, css="mono")
    number = SaidColumn(verbose_name=_("证件号"), say=masked_id, css="mono")
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id", *STAGE_ORDER), css="wrap")
    stage = StageColumn(verbose_name=_("学段"), order_by=STAGE_ORDER, css="tight")
    grade = GradeColumn(verbose_name=_("年级"), order_by=STAGE_ORDER, css="tight")
    class_name = TextColumn(verbose_name=_("班级"), orderable=False, css="tight")
    boarding = BoardingColumn(verbose_name=_("就读方式"), css="tight")
    status = BadgeColumn(verbose_name=_("状态"), choices=EnrolmentStatus)

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "stage", "grade", "class_name", "school", "boarding", "status", "registry", "number")
        order_by = ("school",)
        caption = _("学生")
