"""A row of a table of purchases: what was bought, from whom, for how much, and who saw it come."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from students.rules.cells import Plain, text_of
from subsidies.rules.meal_rows import MonthJudge

DAY, SUPPLIER, ITEM, SPEC, UNIT = "验收日期", "供应商", "品名", "规格", "单位"
QUANTITY, PRICE, FIRST, SECOND, INVOICE = "数量", "单价", "验收人", "第二验收人", "票据号"
REQUIRED = (DAY, SUPPLIER, ITEM, UNIT, QUANTITY, PRICE, FIRST, SECOND)
OPTIONAL = (SPEC, INVOICE)
HEADINGS = (*REQUIRED, *OPTIONAL)
LONGEST = {ITEM: 60, SPEC: 60, UNIT: 10, FIRST: 40, SECOND: 40, INVOICE: 40}
PLACES = {QUANTITY: 3, PRICE: 2}
MOST = {QUANTITY: Decimal(9_999_999), PRICE: Decimal(999_999)}


class Seller(NamedTuple):
    pk: int
    ended_on: date | None


class PurchaseRow(NamedTuple):
    row: int
    day: date
    supplier: int
    item: str
    spec: str
    unit: str
    quantity: Decimal
    price: Decimal
    first_checker: str
    second_checker: str
    invoice: str


class PurchaseJudge(MonthJudge):
    """`sellers` by the name that the county has listed them under."""

    headings, filled = HEADINGS, (ITEM, QUANTITY, PRICE)

    def __init__(self, sellers: Mapping[str, Seller], month: date, today: date) -> None:
        super().__init__(month, today)
        self.sellers = sellers

    def read(self, number: int, cells: dict[str, Plain]) -> PurchaseRow | None:
        day = self.day(number, DAY, cells[DAY])
        seller = self._seller(number, text_of(cells[SUPPLIER]), day)
        words = {name: self._words(number, name, text_of(cells.get(name, ""))) for name in LONGEST}
        quantity, price = (
            self.amount(number, name, text_of(cells[name]), most=MOST[name], places=PLACES[name]) for name in (QUANTITY, PRICE)
        )
        if words[FIRST] and words[FIRST] == words[SECOND]:
            self.say(number, SECOND, _("须由两人验收，不能与验收人相同"))
        if day is None or seller is None or quantity is None or price is None:
            return None
        named = (words[name] for name in (ITEM, SPEC, UNIT))
        return PurchaseRow(number, day, seller.pk, *named, quantity, price, words[FIRST], words[SECOND], words[INVOICE])

    def _seller(self, number: int, name: str, day: date | None) -> Seller | None:
        seller = self.sellers.get(name)
        if seller is None:
            self.say(number, SUPPLIER, _("县里没有登记“%(name)s”，请按供应商名录填写，新的供应商先由县里登记") % {"name": name})
        elif seller.ended_on and day and seller.ended_on < day:
            self.say(number, SUPPLIER, _("“%(name)s”在这一天以前已停止供货，请核对") % {"name": name})
        return seller

    def _words(self, number: int, column: str, words: str) -> str:
        if not words and column in REQUIRED:
            self.say(number, column, _("没有填写，请补上"))
        if len(words) > LONGEST[column]:
            self.say(number, column, _("超过%(most)d字，请缩短") % {"most": LONGEST[column]})
        return words
