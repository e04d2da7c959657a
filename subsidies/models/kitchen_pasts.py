"""What a kitchen, the schools it feeds and a supplier were before they changed: pages and checks of an earlier day read it."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, User
from subsidies.meal_choices import CanteenMode
from subsidies.models.canteens import Canteen
from subsidies.models.meal_purchases import Supplier


class Past(models.Model):
    """As it was until the day before `replaced_on`."""

    replaced_on = models.DateField(_("变更日期"))
    note = models.CharField(_("变更原因"), max_length=200)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("变更人"))
    changed_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = models.Manager()

    class Meta:
        abstract = True
        ordering = ("-replaced_on", "-pk")


class CanteenPast(Past):
    canteen = models.ForeignKey(Canteen, models.PROTECT, related_name="pasts", verbose_name=_("食堂"))
    name = models.CharField(_("食堂名称"), max_length=80)
    mode = models.CharField(_("供餐模式"), max_length=10, choices=CanteenMode.choices)
    manager = models.CharField(_("食堂负责人"), max_length=40)
    licence = models.CharField(_("食品经营许可证号"), max_length=40)
    licence_until = models.DateField(_("许可证有效期至"))

    class Meta(Past.Meta):
        verbose_name = verbose_name_plural = _("食堂变更")
        constraints = [models.CheckConstraint(name="canteen_past_says_why", condition=~Q(note=""))]

    def __str__(self) -> str:
        return f"{self.name} {self.replaced_on}"


class PlacePast(Past):
    """A school that the kitchen no longer feeds."""

    canteen = models.ForeignKey(Canteen, models.PROTECT, related_name="place_pasts", verbose_name=_("食堂"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("供餐学校"))
    from_on = models.DateField(_("开始供餐"))

    class Meta(Past.Meta):
        verbose_name = verbose_name_plural = _("供餐学校变更")
        constraints = [
            models.CheckConstraint(name="place_past_says_why", condition=~Q(note="")),
            in_order("place_past_begins_before_it_ends", "from_on", "replaced_on"),
        ]

    def __str__(self) -> str:
        return f"{self.canteen} {self.school} {self.replaced_on}"


class SupplierPast(Past):
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="pasts", verbose_name=_("供应商"))
    name = models.CharField(_("供应商"), max_length=80)
    licence = models.CharField(_("食品经营（生产）许可证号"), max_length=40)
    licence_until = models.DateField(_("许可证有效期至"))
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    ended_on = models.DateField(_("停止供货"), null=True)

    class Meta(Past.Meta):
        verbose_name = verbose_name_plural = _("供应商变更")
        constraints = [models.CheckConstraint(name="supplier_past_says_why", condition=~Q(note=""))]

    def __str__(self) -> str:
        return f"{self.name} {self.replaced_on}"


def with_licence_of_the_day(purchases: QuerySet) -> QuerySet:
    """Each with `licensed_until` of the licence that its supplier held on that day, not of one that came later."""
    later = SupplierPast.objects.filter(supplier=models.OuterRef("supplier"), replaced_on__gt=models.OuterRef("day"))
    held = models.Subquery(later.order_by("replaced_on", "pk").values("licence_until")[:1])
    return purchases.annotate(licensed_until=Coalesce(held, F("supplier__licence_until")))
