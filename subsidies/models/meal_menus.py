"""带量食谱: what is planned for the table, dish by dish with the grams of each food a head."""

from itertools import groupby

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User
from subsidies.meal_choices import Dish
from subsidies.models.meal_counts import SchoolQuerySet, closed_with_its_month


class MenuLineQuerySet(SchoolQuerySet):
    def by_dish(self) -> list[tuple["MenuLine", list["MenuLine"]]]:
        """The lines of each dish of a day and meal, in the order in which they were written."""
        lines = self.order_by("day", "meal", "pk")
        return [(group[0], group) for group in (list(found) for _key, found in groupby(lines, _of_a_dish))]


def _of_a_dish(line: "MenuLine") -> tuple:
    return line.day, line.meal, line.dish


class MenuLine(models.Model):
    """One food of one dish: `grams` raw and a head."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="menu_lines", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=10, choices=Dish.choices)
    dish = models.CharField(_("菜品"), max_length=60)
    item = models.CharField(_("食材"), max_length=60)
    grams = models.PositiveSmallIntegerField(_("每人用量（克）"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = MenuLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("带量食谱")
        ordering = ("-day", "meal", "pk")
        constraints = [
            models.UniqueConstraint(name="menu_line_once_a_dish", fields=["school", "day", "meal", "dish", "item"]),
            models.CheckConstraint(name="menu_line_weighs_something", condition=Q(grams__gt=0)),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.dish} {self.item} {self.day}"
