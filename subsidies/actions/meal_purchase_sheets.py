"""A table of purchases: judged against the county's suppliers, booked as purchases, taken off again."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from subsidies.actions.meal_purchases import buy
from subsidies.actions.meal_store import refuse_used
from subsidies.models import MealPurchase, MealUpload, Supplier
from subsidies.rules.meal_purchase_rows import PurchaseJudge, PurchaseRow, Seller

FACTS = ("item", "spec", "unit", "first_checker", "second_checker", "invoice")


def judge(school: OrgUnit, month: date) -> PurchaseJudge:
    sellers = {each.name: Seller(each.pk, each.ended_on) for each in Supplier.objects.all()}
    return PurchaseJudge(sellers, month, timezone.localdate())


def as_said(row: PurchaseRow) -> dict[str, Any]:
    return row._asdict()


def book(upload: MealUpload, by: User, at: datetime) -> list[dict[str, Any]]:
    """Each as if it were written down by hand. Answers the rows with the purchase that each became."""
    suppliers = Supplier.objects.in_bulk({each["supplier"] for each in upload.rows})
    booked = []
    for row in upload.rows:
        facts = {name: row[name] for name in FACTS} | {"day": date.fromisoformat(row["day"])}
        facts |= {name: Decimal(row[name]) for name in ("quantity", "price")}
        made = buy(school=upload.school, supplier=suppliers[row["supplier"]], facts=facts, by=by)
        booked.append({**row, "purchase": made.pk})
    return booked


def unbook(upload: MealUpload) -> None:
    """Refused where one of them was deleted by hand: what is left is then deleted by hand too."""
    asked = {each["purchase"] for each in upload.rows}
    found = MealPurchase.objects.filter(pk__in=asked)
    if found.count() != len(asked):
        raise Refused(_("表里有的采购后来删除过，不能整表撤销，请逐笔删除。"), code="changed_since")
    refuse_used(found.select_related("school"))
    found.delete()
