"""receive, buy and what takes them back; list_supplier; inquire: the plan's account, its suppliers, the county's prices."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, photos
from aid_portal.actions import stored_files
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, StoredFile, User
from subsidies.actions import credit_codes
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.actions.meal_store import refuse_used
from subsidies.models import InquiryPrice, MealIncome, MealPurchase, PriceInquiry, Supplier

PHOTO = "delivery_photo"


@transaction.atomic
def receive(*, school: OrgUnit, facts: Mapping[str, Any], by: User) -> MealIncome:
    """`facts`: day, document, source, amount in yuan. Money of the plan is for food alone (domain.md 9)."""
    refuse_closed_month(school, facts["day"])
    if MealIncome.objects.filter(school=school, **{key: facts[key] for key in ("day", "document", "source")}).exists():
        raise AlreadyDone(_("这笔拨款已经登记过，请核对。"))
    made = MealIncome.objects.create(school=school, **facts, recorded_by=by)
    audit.record("subsidies.meals.received", by=by, target=made, unit=school, after={"amount": str(made.amount)})
    return made


@transaction.atomic
def buy(*, school: OrgUnit, supplier: Supplier, facts: Mapping[str, Any], photo: File | None = None, by: User) -> MealPurchase:
    """`facts`: day, item, spec, unit, quantity, price, first_checker, second_checker. The inquiry's price of the day is kept."""
    refuse_closed_month(school, facts["day"])
    if facts["first_checker"].strip() == facts["second_checker"].strip():
        raise Refused(_("食材须由两人以上验收，请填写两个不同的验收人。"), code="one_checker")
    if supplier.ended_on and supplier.ended_on < facts["day"]:
        raise Refused(_("“%(supplier)s”已停止供货，请核对供应商。") % {"supplier": supplier}, code="ended")
    seen = {"inquired": inquired_price(facts), "photo": kept_photo(photo, school, PHOTO, by)}
    made = MealPurchase.objects.create(school=school, supplier=supplier, **facts, **seen, recorded_by=by)
    audit.record("subsidies.meals.bought", by=by, target=made, unit=school, after={"price": str(made.price)})
    return MealPurchase.objects.get(pk=made.pk)


@transaction.atomic
def take_back(*, purchase: MealPurchase, reason: str, by: User) -> None:
    """Entered by mistake; while its month is open. What it said stands in the record."""
    refuse_empty(reason, _("请写明删除的原因。"))
    refuse_closed_month(purchase.school, purchase.day)
    refuse_used([purchase])
    before = {"item": purchase.item, "quantity": str(purchase.quantity), "price": str(purchase.price)}
    audit.record("subsidies.meals.purchase_taken_back", by=by, target=purchase, unit=purchase.school, before=before, note=reason)
    purchase.delete()


@transaction.atomic
def take_back_income(*, income: MealIncome, reason: str, by: User) -> None:
    """Entered by mistake; while its month is open. What it said stands in the record."""
    refuse_empty(reason, _("请写明删除的原因。"))
    refuse_closed_month(income.school, income.day)
    before = {"document": income.document, "source": income.source, "amount": str(income.amount), "day": str(income.day)}
    audit.record("subsidies.meals.income_taken_back", by=by, target=income, unit=income.school, before=before, note=reason)
    income.delete()


@transaction.atomic
def list_supplier(*, facts: Mapping[str, Any], by: User) -> Supplier:
    """`facts`: name, credit_code, licence, licence_until, phone."""
    code = facts["credit_code"].strip().upper()
    credit_codes.refuse_bad(code)
    if known := Supplier.objects.filter(credit_code=code).first():
        raise AlreadyDone(_("这个供应商已经登记：%(name)s。") % {"name": known}, ids=[known.pk])
    made = Supplier.objects.create(**{**facts, "credit_code": code}, made_by=by)
    audit.record("subsidies.meals.supplier_listed", by=by, target=made)
    return made


@transaction.atomic
def inquire(*, from_on: date, document: str, prices: Sequence[Mapping[str, Any]], by: User) -> PriceInquiry:
    """The county's price list from a day on; each of `prices`: item, spec, unit, price."""
    if not prices:
        raise Refused(_("询价单里没有一个品名，请核对文件。"), code="empty")
    if PriceInquiry.objects.filter(from_on=from_on).exists():
        raise AlreadyDone(_("%(day)s起执行的询价已经登记过。") % {"day": from_on})
    made = PriceInquiry.objects.create(from_on=from_on, document=document, made_by=by)
    InquiryPrice.objects.bulk_create(InquiryPrice(inquiry=made, **each) for each in prices)
    audit.record("subsidies.meals.inquired", by=by, target=made, after={"prices": len(prices)})
    return made


def inquired_price(facts: Mapping[str, Any]) -> Decimal | None:
    """Of the list that holds on the day, for the same item, spec and unit; nothing where it was not inquired."""
    inquiry = PriceInquiry.objects.on(facts["day"])
    same = {key: facts[key] for key in ("item", "spec", "unit")}
    return inquiry and inquiry.prices.filter(**same).values_list("price", flat=True).first()


def kept_photo(photo: File | None, school: OrgUnit, kind: str, by: User) -> StoredFile | None:
    """Made anew from its pixels."""
    if photo is None:
        return None
    made = photos.remade(photo.chunks())
    return stored_files.store(source=made.jpeg, name=_("照片.jpg"), kind=kind, by=by, unit=school)
