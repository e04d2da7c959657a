"""What a day's food is worth: a dated rate of money that one person writes down by its document and another approves."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.papers import InForce, ReplaceablePaper, dated_standard, final_but_replaced

# The plan's history that the product ships with was written by nobody and is in force.
SHIPPED = (date(2011, 9, 1), date(2014, 9, 1), date(2021, 9, 1))


class MealStandardQuerySet(InForce, BureauQuerySet):
    permission = Permission.MEAL_VIEW

    def on(self, day) -> "MealStandard":
        """The standard that holds on the day; before the first one there was no plan."""
        return self.in_force().filter(from_on__lte=day).latest("from_on")

    def for_list(self) -> "MealStandardQuerySet":
        return self.select_related("made_by", "decided_by", "replaced_by")


class MealStandard(ReplaceablePaper):
    """Yuan of food a pupil and day: 3 from 2011, 4 from 2014, 5 from autumn 2021 (domain.md 4.2, 9)."""

    from_on = models.DateField(_("执行日期"))
    amount = models.DecimalField(_("标准（元/生·日）"), max_digits=5, decimal_places=2)
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("拟定人"))

    objects = MealStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("营养膳食补助标准")
        ordering = ("-from_on", "-pk")
        constraints = [
            models.CheckConstraint(name="meal_standard_is_money", condition=Q(amount__gt=0)),
            *dated_standard("meal_standard", "from_on", SHIPPED),
        ]
        triggers = [final_but_replaced("meal_standard")]

    def __str__(self) -> str:
        return _("%(amount)s元/生·日，%(day)s起") % {"amount": self.amount, "day": self.from_on}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-standard-detail", args=[self.pk])
