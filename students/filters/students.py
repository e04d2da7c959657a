"""Which children at which schools to show."""

import re

import django_filters
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.identifiers import HAN, name_key
from aid_portal.term_filters import TermRowsFilter
from students.choices import EnrolmentStatus, Hukou
from students.models import Enrolment, Student
from students.sheets.rosters import grade_choices

YES_NO = [("yes", _("是")), ("no", _("否"))]
_TEXTS = ArrayField(TextField())
_HAN = re.compile(f"[{HAN}]").search


class StudentFilter(TermRowsFilter):
    primary = ("term", "school", "name", "grade")

    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices, empty_label=_("全部"))
    grade = django_filters.ChoiceFilter(label=_("年级"), choices=grade_choices(), method="by_grade", empty_label=_("全部"))
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("学生状态"), choices=EnrolmentStatus.choices, empty_label=_("全部"))
    boarding = django_filters.ChoiceFilter(
        label=_("就读方式"), choices=[("true", _("住校")), ("false", _("走读"))], method="by_boarding", empty_label=_("全部")
    )
    hukou = django_filters.ChoiceFilter(label=_("户口性质"), choices=Hukou.choices, empty_label=_("全部"))
    double = django_filters.ChoiceFilter(label=_("双重学籍"), choices=YES_NO, method="by_double", empty_label=_("全部"))
    valid_id = django_filters.ChoiceFilter(label=_("有有效证件号"), choices=YES_NO, method="by_id", empty_label=_("全部"))

    class Meta:
        model = Enrolment
        fields = ("status",)

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value)

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, number = value.partition("-")
        return queryset.filter(stage=stage, grade=int(number))

    def by_boarding(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(boarding=value == "true")

    def by_double(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Who is entered as enrolled at another school too: both schools see it."""
        others = Enrolment.objects.filter(student=OuterRef("student"), term=OuterRef("term"), status=EnrolmentStatus.ENROLLED)
        twice = Exists(others.exclude(pk=OuterRef("pk")))
        doubled = queryset.filter(twice, status=EnrolmentStatus.ENROLLED)
        return doubled if value == "yes" else queryset.exclude(Q(twice) & Q(status=EnrolmentStatus.ENROLLED))

    def by_id(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(id_index__isnull=value == "no")


def named(queryset: QuerySet, value: str, enrolment: str = "") -> QuerySet:
    """Characters of a name, by the index over its characters and then letter by letter; or the letters of its pinyin.

    For rows that have a `student`; `enrolment` is the path to the enrolment that the row speaks of.
    """
    key = name_key(value)
    if not _HAN(key):
        letters, pinyin = key.lower(), f"{enrolment}pinyin"
        return queryset.filter(Q(**{f"{pinyin}__startswith": letters}) | Q(**{f"{pinyin}__contains": f" {letters}"}))
    found = queryset.filter(student__in=called(key))
    return found.filter(Q(**{f"{enrolment}name_key__contains": key}) | Q(student__name__contains=key))


def called(key: str) -> QuerySet[Student]:
    """Children whose name holds all these characters, in any order: what the index student_name_characters answers."""
    characters = [each for each in dict.fromkeys(key) if _HAN(each)]
    letters = Func(F("name"), None, function="string_to_array", output_field=_TEXTS)
    return Student.objects.alias(letters=letters).filter(letters__contains=characters).values("pk")
