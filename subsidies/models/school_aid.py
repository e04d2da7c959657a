"""School aid (学校资助): the share of its fee income that a school sets aside, by rate, year and use (domain.md 7.3)."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now, Round
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.choices import PaperStatus
from subsidies.models import school_aid_promises as promises
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.papers import IN_FORCE, InForce, Paper, ReplaceablePaper
from subsidies.school_aid_choices import SchoolAidKind, SchoolAidUseState

STAGES = [(stage.value, stage.label) for stage in (SchoolStage.KINDERGARTEN, SchoolStage.SENIOR, SchoolStage.VOCATIONAL)]
MONEY = {"max_digits": 14, "decimal_places": 2}
PERCENT = {"max_digits": 5, "decimal_places": 2}


class SchoolAidRateQuerySet(InForce, BureauQuerySet):
    permission = Permission.SCHOOL_AID_VIEW  # what is demanded is the same for every school

    def of_year(self, stage: str, year: int) -> "SchoolAidRate | None":
        return self.in_force().filter(stage=stage, first_year__lte=year).order_by("-first_year").first()

    def for_list(self) -> "SchoolAidRateQuerySet":
        return self.select_related("made_by", "decided_by")


class SchoolAidRate(ReplaceablePaper):
    """From a year on, how much of their fee income the schools of a stage set aside: at least `low`, at most `high` per cent."""

    stage = models.CharField(_("学段"), max_length=12, choices=STAGES)
    first_year = models.PositiveSmallIntegerField(_("自哪一年起"))
    low = models.DecimalField(_("最低比例（%）"), **PERCENT)
    high = models.DecimalField(_("最高比例（%）"), null=True, blank=True, **PERCENT)
    source = models.CharField(_("依据文件"), max_length=120, blank=True)
    assumed = models.BooleanField(_("待核定"), default=False)

    objects = SchoolAidRateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学校资助计提比例")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                name="schoolaidrate_goes_from_low_to_high",
                condition=Q(low__gt=0, low__lte=100) & (Q(high=None) | Q(high__gte=F("low"), high__lte=100)),
            ),
            models.CheckConstraint(name="schoolaidrate_has_a_document_or_waits", condition=Q(assumed=True) | ~Q(source="")),
            models.UniqueConstraint(
                name="schoolaidrate_one_in_force_per_stage_and_year",
                fields=["stage", "first_year"],
                condition=IN_FORCE,
            ),
            models.UniqueConstraint(
                name="schoolaidrate_one_waits_per_stage_and_year",
                fields=["stage", "first_year"],
                condition=Q(status=PaperStatus.PROPOSED),
            ),
        ]

    def __str__(self) -> str:
        return _("%(stage)s%(year)s年起") % {"stage": self.get_stage_display(), "year": self.first_year}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:school-aid-rate-detail", args=[self.pk])


class SchoolAidYearQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def for_list(self) -> "SchoolAidYearQuerySet":
        return self.select_related("school", "rate", "stated_by")


class SchoolAidYear(models.Model):
    """What a school says it earned in a calendar year and the share it sets aside; the amount is computed, to the fen."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="school_aid", verbose_name=_("学校"))
    year = models.PositiveSmallIntegerField(_("年度"))
    rate = models.ForeignKey(SchoolAidRate, models.PROTECT, related_name="years", verbose_name=_("计提标准"))
    income = models.DecimalField(_("事业（保教费、学费）收入（元）"), **MONEY)
    percent = models.DecimalField(_("计提比例（%）"), **PERCENT)
    due = models.GeneratedField(
        expression=Round(F("income") * F("percent") / Value(100), precision=2),
        output_field=models.DecimalField(**MONEY),
        db_persist=True,
        verbose_name=_("应计提（元）"),
    )
    basis = models.CharField(_("收入依据"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("依据材料"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("填报人"))
    stated_at = models.DateTimeField(_("填报时间"), db_default=Now())

    objects = SchoolAidYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学校资助年度")
        ordering = ("-year", "school")
        constraints = [
            models.UniqueConstraint(name="schoolaidyear_once_per_school", fields=["school", "year"]),
            models.CheckConstraint(
                name="schoolaidyear_is_a_share_of_an_income", condition=Q(income__gte=0, percent__gte=0, percent__lte=100)
            ),
        ]
        triggers = promises.OF_A_YEAR

    def __str__(self) -> str:
        return _("%(school)s%(year)s年") % {"school": self.school, "year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:school-aid-detail", args=[self.pk])


class SchoolAidUseQuerySet(ScopedQuerySet):
    unit_lookup = "year__school__path"

    def standing(self) -> "SchoolAidUseQuerySet":
        """What takes money: recorded or confirmed, and not reversed."""
        return self.filter(reversed_at=None).exclude(status=PaperStatus.REFUSED)

    def for_list(self) -> "SchoolAidUseQuerySet":
        return self.select_related("year__school", "student", "made_by", "decided_by", "reversed_by")


class SchoolAidUse(Paper):
    """Money of a school's year given out; one person of the school records it, another confirms it."""

    year = models.ForeignKey(SchoolAidYear, models.PROTECT, related_name="uses", verbose_name=_("学校资助年度"))
    kind = models.CharField(_("用途"), max_length=12, choices=SchoolAidKind.choices)
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="school_aid", verbose_name=_("学生"))
    people = models.PositiveIntegerField(_("人次"), default=1)
    spent_on = models.DateField(_("日期"))
    amount = models.DecimalField(_("金额（元）"), **MONEY)
    purpose = models.CharField(_("事由"), max_length=200)
    voucher = models.CharField(_("凭证号"), max_length=80)
    reversed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("冲回人"))
    reversed_at = models.DateTimeField(_("冲回时间"), null=True)
    reversal = models.CharField(_("冲回原因"), max_length=200, blank=True)

    objects = SchoolAidUseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学校资助使用")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="schoolaiduse_gives_money_to_somebody", condition=Q(amount__gt=0, people__gt=0)),
            models.CheckConstraint(name="schoolaiduse_a_child_is_one_person_time", condition=Q(student=None) | Q(people=1)),
            models.CheckConstraint(
                name="schoolaiduse_reversed_by_another_with_a_reason",
                condition=Q(reversed_by=None, reversed_at=None, reversal="")
                | Q(reversed_at__isnull=False, reversed_by__isnull=False, status=PaperStatus.APPROVED)
                & ~Q(reversal="")
                & ~Q(reversed_by=F("made_by")),
            ),
        ]
        triggers = promises.OF_A_USE

    def __str__(self) -> str:
        return _("%(kind)s（%(voucher)s）") % {"kind": self.get_kind_display(), "voucher": self.voucher}

    @property
    def state(self) -> str:
        return SchoolAidUseState.VOIDED if self.reversed_at else self.status

    def get_state_display(self) -> str:
        return SchoolAidUseState(self.state).label
