"""出入库 of a kitchen: what went from the store to the stove, and what was found there when it was counted.

What came in are the purchases: no second record of it is kept.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User
from subsidies.meal_choices import StoreMoveKind
from subsidies.models.meal_counts import SchoolQuerySet, closed_with_its_month

OUT, COUNT = StoreMoveKind.OUT, StoreMoveKind.COUNT
QUANTITY = {"max_digits": 10, "decimal_places": 3}


class StoreMoveQuerySet(SchoolQuerySet):
    def for_list(self) -> "StoreMoveQuerySet":
        return self.select_related("school", "recorded_by")


class StoreMove(models.Model):
    """`change` of the stock: less by what went out; of a count what was found more or less than the book said."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="store_moves", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=6, choices=StoreMoveKind.choices)
    item = models.CharField(_("品名"), max_length=60)
    spec = models.CharField(_("规格"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=10)
    change = models.DecimalField(_("增减"), **QUANTITY)
    counted = models.DecimalField(_("盘点数"), null=True, **QUANTITY)
    person = models.CharField(_("领用人、盘点人"), max_length=40)
    note = models.CharField(_("差异原因"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = StoreMoveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("食材出库与盘点")
        ordering = ("-day", "-pk")
        constraints = [
            models.CheckConstraint(
                name="store_move_takes_out_or_counts",
                condition=Q(kind=OUT, change__lt=0, counted=None) | Q(kind=COUNT, counted__gte=0),
            ),
            models.CheckConstraint(name="store_move_difference_has_a_reason", condition=Q(kind=OUT) | Q(change=0) | ~Q(note="")),
            models.CheckConstraint(name="store_move_has_its_person", condition=~Q(person="")),
            models.UniqueConstraint(
                name="store_move_counted_once_a_day", fields=["school", "day", "item", "spec", "unit"], condition=Q(kind=COUNT)
            ),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.item} {self.day}"

    @property
    def taken(self) -> Decimal:
        """What went out."""
        return -self.change
