"""A child at a school in a term, and what the row said before it changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.links import of_row
from aid_portal.models import OrgUnit
from aid_portal.querysets import ScopedQuerySet
from students.choices import EnrolmentStatus, Hukou
from students.models.students import Student
from students.models.terms import TermSetting


class RosterFacts(models.Model):
    """What one good roster row says; the same columns stand in the staging, the enrolment and its history.

    `sealed` holds the numbers, the phone, the card and the address in one envelope, bound to school, term and 学籍号.
    """

    registry_index = models.BinaryField(_("学籍索引"), max_length=32)
    tail_index = models.BinaryField(_("学籍号后18位索引"), max_length=32, null=True)
    id_index = models.BinaryField(_("证件索引"), max_length=32, null=True)
    name = models.CharField(_("姓名"), max_length=80)
    name_key = models.CharField(_("比对姓名"), max_length=80)
    pinyin = models.CharField(_("拼音"), max_length=120, blank=True)
    sex = models.CharField(_("性别"), max_length=1, blank=True)
    birth_date = models.DateField(_("出生日期"), null=True)
    stage = models.CharField(_("学段"), max_length=12, choices=SchoolStage.choices)
    grade = models.PositiveSmallIntegerField(_("年级"))
    class_name = models.CharField(_("班级"), max_length=40)
    boarding = models.BooleanField(_("寄宿"))
    hukou = models.CharField(_("户口性质"), max_length=5, choices=Hukou.choices, blank=True)
    major = models.CharField(_("专业名称"), max_length=80, blank=True)
    agriculture = models.BooleanField(_("涉农专业"), default=False)
    status = models.CharField(_("学生状态"), max_length=16, choices=EnrolmentStatus.choices)
    status_on = models.DateField(_("状态日期"), null=True)
    home_taught = models.BooleanField(_("送教上门"), default=False)
    guardian_name = models.CharField(_("监护人姓名"), max_length=80, blank=True)
    guardian_key = models.CharField(_("监护人比对姓名"), max_length=80, blank=True)
    guardian_index = models.BinaryField(_("监护人证件索引"), max_length=32, null=True)
    sealed = models.BinaryField(_("封存内容"))
    digest = models.BinaryField(_("内容摘要"), max_length=32)

    class Meta:
        abstract = True


class EnrolmentQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    class_lookup = ""

    def for_term(self, term: str) -> "EnrolmentQuerySet":
        return self.filter(term=term)

    def for_list(self) -> "EnrolmentQuerySet":
        return self.select_related("school", "student")


class Enrolment(RosterFacts):
    """A student × school × term; natural key (term, school, 学籍号)."""

    # without an index where another one begins with the same column
    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments", db_index=False, verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="enrolments", verbose_name=_("学校"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="enrolments", db_index=False, verbose_name=_("学期"))
    upload = models.ForeignKey("students.RosterUpload", models.PROTECT, related_name="enrolments", verbose_name=_("来源"))
    upload_row = models.PositiveIntegerField(_("来源行"))
    # who was accepted last decides a double enrolment: upload order first, then the row (eligibility.md 2.7, 4)
    accepted_order = models.BigIntegerField(_("接收次序"))

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("在校记录")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                name="enrolment_one_per_school_term_and_registry_number", fields=["term", "school", "registry_index"]
            ),
        ]
        indexes = [
            models.Index(name="enrolment_by_student", fields=["student", "term"]),
            models.Index(name="enrolment_by_id", fields=["term", "id_index"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school} {self.term_id}"

    def get_absolute_url(self) -> str:
        return of_row("students:student-detail", self.student_id)


class EnrolmentVersion(RosterFacts):
    """What an enrolment said until `replaced_by` (an upload) changed it; nothing is lost, undo reads it."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="versions", verbose_name=_("在校记录"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="+", verbose_name=_("学生"))
    upload = models.ForeignKey("students.RosterUpload", models.PROTECT, related_name="+", verbose_name=_("来源"))
    upload_row = models.PositiveIntegerField(_("来源行"))
    accepted_order = models.BigIntegerField(_("接收次序"))
    replaced_by = models.ForeignKey("students.RosterUpload", models.PROTECT, related_name="replaced", verbose_name=_("被替换于"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("在校记录的历史")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.name} {self.upload_id}"
