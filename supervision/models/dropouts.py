"""A child who should be at school and is not known to be: one case from the first doubt to the return (domain.md 6.4)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH
from aid_portal.workflow import Stateful
from students.models import Record, Student, TermSetting
from subsidies.choices import Place
from supervision.dropout_choices import CASE_MOVES, OPEN_CASES, CaseSource, CaseStatus, EndReason, ParameterCode, Rung


class DropoutCaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DropoutCaseQuerySet":
        """The county sees all; a town its households and its schools, a school those who sat there last."""
        if not user.has(Permission.DROPOUT_VIEW):
            return self.none()
        if ROOT_PATH in user.unit_paths:
            return self.all()
        seen = Q(pk__in=[])
        for path in user.unit_paths:
            seen |= Q(town__path__startswith=path) | Q(school__path__startswith=path)
        return self.filter(seen)

    def locked(self) -> "DropoutCaseQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def open(self) -> "DropoutCaseQuerySet":
        return self.filter(status__in=OPEN_CASES)

    def of_the_check(self) -> "DropoutCaseQuerySet":
        """Those that the newest check calls 疑似失学辍学: together they are its number."""
        return self.filter(place=Place.SUSPECT)

    def for_list(self) -> "DropoutCaseQuerySet":
        return self.select_related("town", "school", "term")


class DropoutCase(Stateful, models.Model):
    """One doubt about one child. Whoever is on a list goes by the list's mark, whoever sat in class by the pupil's file.

    `place` is what the newest check says of the person, empty for those it does not look for; `reached` the last rung of
    the ladder, counted from `reached_on`. No `ended_by` means that rosters, proofs or age ended it.
    """

    MOVES = CASE_MOVES

    name = models.CharField(_("姓名"), max_length=80)
    birth_date = models.DateField(_("出生日期"), null=True)
    person_mark = models.BinaryField(max_length=32, null=True, editable=False)
    id_index = models.BinaryField(max_length=32, null=True, editable=False)
    person_number = models.CharField(_("人编号"), max_length=40, blank=True)
    record = models.ForeignKey(Record, models.SET_NULL, null=True, related_name="+", verbose_name=_("名单记录"))
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="dropout_cases", verbose_name=_("学生"))
    town = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("户籍镇街"))
    village = models.CharField(_("村（社区）"), max_length=60, blank=True)
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("责任学校"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="+", verbose_name=_("列入学期"))
    source = models.CharField(_("来源"), max_length=10, choices=CaseSource.choices)
    place = models.CharField(_("最新比对"), max_length=12, choices=Place.choices, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=CaseStatus.choices, default=CaseStatus.SUSPECTED)
    note = models.CharField(_("情况"), max_length=300, blank=True)
    opened_on = models.DateField(_("列入日期"))
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())
    reached = models.CharField(_("已到哪一步"), max_length=8, choices=Rung.choices, blank=True)
    reached_on = models.DateField(_("到这一步的日期"))
    confirmed_on = models.DateField(_("确认辍学日期"), null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    ended_on = models.DateField(_("结束日期"), null=True)
    reason = models.CharField(_("结束原因"), max_length=12, choices=EndReason.choices, blank=True)
    until = models.DateField(_("有效至"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核准人"))

    objects = DropoutCaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("控辍保学个案")
        ordering = ("-opened_on", "-pk")
        constraints = [
            *(
                models.UniqueConstraint(
                    name=f"dropoutcase_one_open_per_{what}",
                    fields=[field],
                    condition=Q(status__in=OPEN_CASES, **{f"{field}__isnull": False}),
                )
                for what, field in (("person", "person_mark"), ("id", "id_index"), ("student", "student"))
            ),
            models.CheckConstraint(
                name="dropoutcase_is_of_somebody",
                condition=Q(person_mark__isnull=False) | Q(student__isnull=False) | Q(source=CaseSource.FIELD),
            ),
            models.CheckConstraint(
                name="dropoutcase_ended_iff_a_reason_is_given",
                condition=Q(status__in=OPEN_CASES, ended_on=None, reason="")
                | (~Q(status__in=OPEN_CASES) & Q(ended_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="dropoutcase_back_iff_at_school",
                condition=Q(status=CaseStatus.BACK, reason=EndReason.BACK)
                | (~Q(status=CaseStatus.BACK) & ~Q(reason=EndReason.BACK)),
            ),
            both_or_neither("dropoutcase_confirmed_by_somebody_on_a_day", "confirmed_on", "confirmed_by"),
            models.CheckConstraint(
                name="dropoutcase_a_dropout_was_confirmed",
                condition=~Q(status=CaseStatus.DROPOUT) | Q(confirmed_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="dropoutcase_by_mark", fields=["person_mark"]),
            models.Index(name="dropoutcase_by_school", fields=["school", "status"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supervision:dropout-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CASES

    @property
    def unit(self) -> OrgUnit | None:
        """Who answers for the child first: the school, else the town."""
        return self.school or self.town


class DropoutParameterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DropoutParameterQuerySet":
        return self.all() if user.has(Permission.DROPOUT_VIEW) else self.none()


class DropoutParameter(models.Model):
    """One number of days that the county has set; `source` is the document, empty while it waits for one (待核定)."""

    code = models.CharField(_("参数"), max_length=16, choices=ParameterCode.choices, primary_key=True)
    days = models.PositiveSmallIntegerField(_("天数"))
    source = models.CharField(_("依据文件"), max_length=120, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    set_at = models.DateTimeField(_("设定时间"), null=True)

    objects = DropoutParameterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("控辍保学期限")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(name="dropoutparameter_is_at_least_a_day", condition=Q(days__gte=1, days__lte=200)),
            both_or_neither("dropoutparameter_set_by_somebody", "set_by", "set_at"),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())
