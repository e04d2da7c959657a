"""What a check found besides decisions: things a person must look at, and where every monitored child is."""

from collections.abc import Callable, Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH, ScopedQuerySet
from students.models import Enrolment, Record, Student, TermSetting
from subsidies.choices import FindingCode, Place
from subsidies.models.checks import EligibilityRun


class FindingQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def visible_to(self, user) -> "FindingQuerySet":
        """Those of one's own schools; a double enrolment is shown to both."""
        if ROOT_PATH in user.unit_paths:
            return self.all()
        own = super().visible_to(user)
        others = Enrolment.objects.visible_to(user)
        return own | self.filter(other_enrolment__in=others) if user.unit_paths else own

    def live(self) -> "FindingQuerySet":
        return self.filter(cleared_by=None)

    def for_list(self) -> "FindingQuerySet":
        return self.select_related("school", "enrolment", "other_enrolment__school")


class Finding(models.Model):
    """Something a person must look at: 双重学籍, 档次偏低 or 待认定; cleared by the run that no longer finds it."""

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="findings", verbose_name=_("学期"))
    code = models.CharField(_("事项"), max_length=24, choices=FindingCode.choices)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="findings", verbose_name=_("在校记录"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="findings", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="findings", verbose_name=_("学校"))
    other_enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, related_name="+", verbose_name=_("另一在校记录"))
    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("困难类型"), default=list)
    determined = models.CharField(_("认定档次"), max_length=12, blank=True)
    run = models.ForeignKey(EligibilityRun, models.PROTECT, related_name="findings", verbose_name=_("比对"))
    cleared_by = models.ForeignKey(EligibilityRun, models.PROTECT, null=True, related_name="cleared", verbose_name=_("消除于"))

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("比对发现")
        ordering = ("code", "pk")
        constraints = [
            models.UniqueConstraint(
                name="finding_one_live_per_enrolment_and_code",
                fields=["term", "code", "enrolment"],
                condition=Q(cleared_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.student}"

    @property
    def state(self) -> str:
        return "open" if self.cleared_by_id is None else "done"

    def sentence(self, in_words: Callable[[Iterable[str]], str]) -> str:
        """What was found, for the person who looks into it; `in_words` says categories as the policy calls them."""
        if self.code == FindingCode.DOUBLE_ENROLMENT:
            other = self.other_enrolment.school if self.other_enrolment else ""
            return now("同一学生在%(school)s也有在读记录，以最后接收的那份花名册为准，本校记录不计资助。") % {"school": other}
        if self.code == FindingCode.TIER_LOW:
            return now("监测对象应按最高档次资助，学校认定的档次偏低，已按最高档次计算，请学校更正认定。")
        return now("有%(categories)s身份，但本学年没有认定档次，请学校尽快认定。") % {"categories": in_words(self.categories)}


class WhereaboutsQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def visible_to(self, user) -> "WhereaboutsQuerySet":
        """The bureau sees all; who looks after towns sees those in their schools and those the list places in their towns."""
        if not user.has(Permission.CHECK_VIEW):
            return self.none()
        if ROOT_PATH in user.unit_paths:
            return self.all()
        towns = OrgUnit.objects.visible_to(user).filter(kind=OrgKind.TOWN).values("name")
        return super().visible_to(user) | self.filter(record__town__in=towns)

    def for_list(self) -> "WhereaboutsQuerySet":
        return self.select_related("record", "school").defer("record__sealed")


class Whereabouts(models.Model):
    """Where one monitored child of 3 to 17 is in a term, by the newest list (eligibility.md 6)."""

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="whereabouts", verbose_name=_("学期"))
    record = models.ForeignKey(Record, models.CASCADE, related_name="whereabouts", verbose_name=_("名单记录"))
    code = models.CharField(_("去向"), max_length=12, choices=Place.choices)
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="whereabouts", verbose_name=_("学生"))
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, related_name="+", verbose_name=_("在校记录"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("学校"))
    run = models.ForeignKey(EligibilityRun, models.PROTECT, related_name="whereabouts", verbose_name=_("比对"))

    objects = WhereaboutsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("监测对象去向")
        ordering = ("code", "pk")
        constraints = [models.UniqueConstraint(name="whereabouts_once_per_term", fields=["term", "record"])]
        indexes = [models.Index(name="whereabouts_by_code", fields=["term", "code"])]

    def __str__(self) -> str:
        return f"{self.record} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:whereabouts-detail", args=[self.pk])
