"""Canteens and the schools they feed, and on which days food is due."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from students.models import TermSetting
from subsidies.meal_choices import CanteenMode


class CanteenQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "CanteenQuerySet":
        return self.select_related("school").prefetch_related("places__school")

    def open(self) -> "CanteenQuerySet":
        return self.filter(closed_on=None)


class Canteen(models.Model):
    """One kitchen: of a school, or of whoever delivers to it."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="canteens", verbose_name=_("主办学校"))
    name = models.CharField(_("食堂名称"), max_length=80)
    mode = models.CharField(_("供餐模式"), max_length=10, choices=CanteenMode.choices)
    manager = models.CharField(_("食堂负责人"), max_length=40)
    licence = models.CharField(_("食品经营许可证号"), max_length=40)
    licence_until = models.DateField(_("许可证有效期至"))
    opened_on = models.DateField(_("开始供餐"))
    closed_on = models.DateField(_("停止供餐"), null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = CanteenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("食堂")
        ordering = ("school", "pk")
        constraints = [in_order("canteen_opens_before_it_closes", "opened_on", "closed_on")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:canteen-detail", args=[self.pk])

    @property
    def fed(self) -> str:
        """The names of the schools that it feeds."""
        return "、".join(place.school.name for place in self.places.all())


class CanteenPlace(models.Model):
    """A school that the kitchen feeds: its own, a teaching point, a neighbour."""

    canteen = models.ForeignKey(Canteen, models.PROTECT, related_name="places", verbose_name=_("食堂"))
    school = models.OneToOneField(OrgUnit, models.PROTECT, related_name="canteen_place", verbose_name=_("供餐学校"))
    from_on = models.DateField(_("开始供餐"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供餐学校")
        ordering = ("canteen", "school")

    def __str__(self) -> str:
        return f"{self.canteen} {self.school}"


class SupplyQuerySet(ScopedQuerySet):
    """Of every school where `school` is empty: those whoever may look at meals sees."""

    unit_lookup = "school__path"
    for_every_class = True

    def visible_to(self, user) -> "SupplyQuerySet":
        general = self.filter(school=None) if user.has(Permission.MEAL_VIEW) else self.none()
        return super().visible_to(user) | general

    def for_list(self) -> "SupplyQuerySet":
        return self.select_related("school")

    def for_school(self, school: OrgUnit) -> "SupplyQuerySet":
        """The county's and its own; its own come last, so that they stand in a dict."""
        return self.filter(Q(school=school) | Q(school=None)).order_by(F("school_id").asc(nulls_first=True))


class SupplyPeriod(models.Model):
    """From when to when food is due in a term; of a school where it begins or ends on other days than the county."""

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="supply_periods", verbose_name=_("学期"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("学校"))
    first_on = models.DateField(_("开始供餐"))
    last_on = models.DateField(_("最后一天"))

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供餐时段")
        ordering = ("first_on",)
        constraints = [
            models.UniqueConstraint(
                name="supply_period_one_per_term_and_school", fields=["term", "school"], nulls_distinct=False
            ),
            in_order("supply_period_begins_before_it_ends", "first_on", "last_on"),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"


class SupplyException(models.Model):
    """A day on which a school, or every school, serves although it is free, or does not although it is not."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    supplied = models.BooleanField(_("供餐"))
    note = models.CharField(_("原因"), max_length=120)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供餐日调整")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(name="supply_exception_one_a_day", fields=["day", "school"], nulls_distinct=False),
            models.CheckConstraint(name="supply_exception_says_why", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.note}"
