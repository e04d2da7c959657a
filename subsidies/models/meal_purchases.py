"""专账 of the plan: money in by document, food bought, from whom, at which price beside the county's inquiry (统一询价)."""

from decimal import Decimal

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now, Round
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from subsidies.meal_choices import MealIncomeSource
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.meal_counts import SchoolQuerySet, closed_with_its_month

MONEY = {"max_digits": 12, "decimal_places": 2}


class SupplierQuerySet(BureauQuerySet):
    permission = Permission.MEAL_VIEW


class Supplier(models.Model):
    name = models.CharField(_("供应商"), max_length=80)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    licence = models.CharField(_("食品经营（生产）许可证号"), max_length=40)
    licence_until = models.DateField(_("许可证有效期至"))
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    ended_on = models.DateField(_("停止供货"), null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供应商")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:supplier-detail", args=[self.pk])


class PriceInquiryQuerySet(BureauQuerySet):
    permission = Permission.MEAL_VIEW

    def for_list(self) -> "PriceInquiryQuerySet":
        return self.select_related("made_by").annotate(items=Count("prices"))

    def on(self, day) -> "PriceInquiry | None":
        return self.filter(from_on__lte=day).order_by("-from_on").first()


class PriceInquiry(models.Model):
    """统一询价: the list that holds until the next one."""

    from_on = models.DateField(_("执行日期"), unique=True)
    document = models.CharField(_("询价文件"), max_length=120)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = PriceInquiryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("统一询价")
        ordering = ("-from_on",)

    def __str__(self) -> str:
        return f"{self.document} {self.from_on}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:price-inquiry-detail", args=[self.pk])


class InquiryPrice(models.Model):
    inquiry = models.ForeignKey(PriceInquiry, models.PROTECT, related_name="prices", verbose_name=_("询价"))
    item = models.CharField(_("品名"), max_length=60)
    spec = models.CharField(_("规格"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=10)
    price = models.DecimalField(_("询价（元）"), max_digits=8, decimal_places=2)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("询价明细")
        ordering = ("inquiry", "item", "spec")
        constraints = [
            models.UniqueConstraint(name="inquiry_price_once_an_item", fields=["inquiry", "item", "spec", "unit"]),
            models.CheckConstraint(name="inquiry_price_is_money", condition=Q(price__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.price}"


class MealIncome(models.Model):
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="meal_income", verbose_name=_("学校"))
    day = models.DateField(_("到账日期"))
    document = models.CharField(_("拨款文件"), max_length=120)
    source = models.CharField(_("资金来源"), max_length=8, choices=MealIncomeSource.choices)
    amount = models.DecimalField(_("金额（元）"), **MONEY)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("营养餐资金收入")
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(name="meal_income_once_a_document", fields=["school", "document", "source", "day"]),
            models.CheckConstraint(name="meal_income_is_money", condition=Q(amount__gt=0)),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.document} {self.amount}"


class MealPurchaseQuerySet(SchoolQuerySet):
    def for_list(self) -> "MealPurchaseQuerySet":
        return self.select_related("school", "supplier", "recorded_by")


class MealPurchase(models.Model):
    """One item of food as it was delivered: seen by two persons, with the inquiry's price of the day beside its own."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="meal_purchases", verbose_name=_("学校"))
    day = models.DateField(_("验收日期"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="purchases", verbose_name=_("供应商"))
    item = models.CharField(_("品名"), max_length=60)
    spec = models.CharField(_("规格"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=10)
    quantity = models.DecimalField(_("数量"), max_digits=10, decimal_places=3)
    price = models.DecimalField(_("单价（元）"), max_digits=8, decimal_places=2)
    amount = models.GeneratedField(
        expression=Round(F("quantity") * F("price"), precision=2),
        output_field=models.DecimalField(**MONEY),
        db_persist=True,
        verbose_name=_("金额（元）"),
    )
    inquired = models.DecimalField(_("统一询价（元）"), max_digits=8, decimal_places=2, null=True)
    invoice = models.CharField(_("票据号"), max_length=40, blank=True)
    first_checker = models.CharField(_("验收人"), max_length=40)
    second_checker = models.CharField(_("第二验收人"), max_length=40)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("验收照片"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = MealPurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("食材采购")
        ordering = ("-day", "-pk")
        constraints = [
            models.CheckConstraint(name="meal_purchase_is_something", condition=Q(quantity__gt=0, price__gt=0)),
            models.CheckConstraint(
                name="meal_purchase_is_seen_by_two",
                condition=~Q(first_checker="") & ~Q(second_checker="") & ~Q(first_checker=F("second_checker")),
            ),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.item} {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-purchase-detail", args=[self.pk])

    @property
    def is_over_price(self) -> bool:
        return self.inquired is not None and self.price > self.inquired

    @property
    def difference(self) -> Decimal | None:
        """What was paid above the county's price; negative where it was cheaper."""
        return None if self.inquired is None else self.price - self.inquired
