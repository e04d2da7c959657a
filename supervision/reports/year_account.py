"""The yearly account: its figures with their values, the gifts of the year, and the words that they make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from aid_portal.links import rows
from aid_portal.term_filters import ALL
from aid_portal.terms import Term
from subsidies.choices import EntitlementStatus, PaperStatus
from subsidies.models import Batch, DonationAgreement, Gift
from subsidies.reports.donations import with_money
from supervision.models import Campaign, OutreachActivity, YearAccount
from supervision.outreach_choices import Figure as Outreach
from supervision.reports.year_figures import DAYS, FIGURES, Figure, YearRows
from supervision.rules.outreach import printed
from supervision.rules.year_account import TITLES, GiftWords, heading, paragraph, plain

GIFTS = 4  # in which section they stand
STANDARD = "meal_standard"


@dataclass(frozen=True, slots=True)
class Entry:
    """One number as it was found; without a value there are no rows."""

    section: int
    key: str
    name: str
    unit: str
    value: Decimal | None
    definition: str
    rows: str = ""

    @property
    def text(self) -> str:
        return "" if self.value is None else plain(self.value)

    @property
    def with_unit(self) -> str:
        """For people: 26,640人次; empty where there are no rows."""
        return "" if self.value is None else f"{self.value.normalize():,f}{self.unit}"

    def as_kept(self) -> dict[str, Any]:
        """What a frozen account keeps of it."""
        names = ("section", "key", "name", "unit", "definition")
        return {**{name: getattr(self, name) for name in names}, "value": self.text or None}

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> "Entry":
        return replace(cls(**kept), value=None if kept["value"] is None else Decimal(kept["value"]))


@dataclass(frozen=True, slots=True)
class Account:
    """Of one calendar year; `paragraphs` are (heading, text), the text empty where a section has no figure."""

    year: int
    entries: tuple[Entry, ...]
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def has_rows(self) -> bool:
        """A rate that goes on from year to year is no row of this one."""
        return any(entry.value is not None for entry in self.entries if entry.key != STANDARD)

    def by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}


def kept(frozen: YearAccount) -> Account:
    """As it was on its day; its numbers lead to no rows, because the rows have gone on."""
    entries = tuple(Entry.of_kept(each) for each in frozen.entries)
    return Account(frozen.year, entries, tuple((title, text) for title, text in frozen.paragraphs))


@dataclass(frozen=True, slots=True)
class Given:
    """What one social programme was given in the year; `lists` shows its children by name."""

    code: str
    words: GiftWords
    lists: str


def account(year: int) -> Account:
    """As the rows of the whole county say now."""
    found, given = YearRows(year), list(_given(year))
    entries = [_entry(figure, found) for figure in FIGURES]
    entries += [entry for each in given for entry in _entries_of(each, year)]
    words = {entry.key: _printed(entry) for entry in entries if entry.value is not None}
    gifts = [each.words for each in given]
    paragraphs = ((heading(each), paragraph(each, words, gifts if each == GIFTS else ())) for each in TITLES)
    return Account(year, tuple(sorted(entries, key=lambda entry: entry.section)), tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not what it was; a side is None where it was not there at all."""

    name: str
    unit: str
    before: Entry | None
    now: Entry | None


def differences(kept: Account, now: Account) -> list[Difference]:
    """What was frozen beside today's rows, in the order of the account; nothing where all is as it was."""
    old, new = kept.by_key(), now.by_key()
    found = [Difference(entry.name, entry.unit, old.get(key), new.get(key)) for key, entry in (new | old).items()]
    return [each for each in found if _value(each.before) != _value(each.now)]


def years_with_rows() -> list[int]:
    """The newest first: years of payments, campaigns and outreach."""
    terms = Batch.objects.order_by().values_list("term_id", flat=True).distinct()
    found = {Term.parse(term).year for term in terms}
    for rows_of, field in ((Campaign.objects.begun(), "starts_on"), (OutreachActivity.objects.standing(), "held_on")):
        found |= {day.year for day in rows_of.order_by().dates(field, "year")}
    return sorted(found, reverse=True)


def _value(entry: Entry | None) -> Decimal | None:
    return entry.value if entry else None


def _entry(figure: Figure, found: YearRows) -> Entry:
    value = figure.value(found)
    words = {"counts": figure.counts, "period": figure.period, "source": figure.source._meta.verbose_name}
    definition = _("%(counts)s期间：%(period)s。来源：%(source)s。") % words
    number = Decimal(value) if value else None
    address = figure.rows(found.year) if value else ""
    return Entry(figure.section, figure.key, str(figure.name), str(figure.unit), number, definition, address)


def _printed(entry: Entry) -> str:
    """Leaflets and visits in the bureau's way with 余, all others exactly."""
    rough = entry.key in (Outreach.VISITS, Outreach.COPIES)
    return printed(int(entry.value)) if rough and entry.value else entry.text


def _given(year: int) -> Iterator[Given]:
    """One for each social programme that was given something in the year, in the order of the first gift."""
    gifts: dict[str, list[Gift]] = {}
    approved = Gift.objects.filter(year=year, status=PaperStatus.APPROVED).select_related("programme", "donor")
    for gift in approved.order_by("received_on", "pk"):
        gifts.setdefault(gift.programme.code, []).append(gift)
    agreements = DonationAgreement.objects.in_force().filter(programme__code__in=gifts)
    standing = {each.programme.code: each for each in with_money(agreements.select_related("programme"))}
    for code, each in gifts.items():
        its = standing.get(code)
        amount = sum((gift.amount or Decimal(0) for gift in each), Decimal(0))
        donors = tuple(dict.fromkeys(gift.donor.name for gift in each))
        things = tuple((gift.quantity, gift.unit, gift.item) for gift in each if not gift.is_cash)
        words = GiftWords(each[0].programme.label, donors, amount, its.children if its else 0, things)
        yield Given(code, words, _lists(code, year, handed=bool(its and its.handed)))


def _lists(code: str, year: int, *, handed: bool) -> str:
    """What donors give out themselves stands on hand-over lists, what goes through the bank on the schools' lists."""
    if handed:
        return rows("subsidies:hand-over-list", year=year, programme=code, status=PaperStatus.APPROVED.value)
    return rows("subsidies:entitlement-list", term=ALL, programme=code, status=EntitlementStatus.APPROVED.value)


def _entries_of(given: Given, year: int) -> Iterator[Entry]:
    label, donors = given.words.programme, "、".join(given.words.donors)
    gifts = partial(rows, "subsidies:gift-list", year=year, programme=given.code, status=PaperStatus.APPROVED.value)
    source = _("期间：%(period)s。来源：捐赠登记。") % {"period": DAYS}
    if given.words.amount:
        money = _("%(programme)s：价值") if given.words.things else _("%(programme)s：资金")
        counts = _("%(donors)s捐赠的现金和有估价的实物、服务的价值，已批准的登记。") % {"donors": donors}
        yield Entry(
            GIFTS, f"gift:{label}", money % {"programme": label}, _("元"), given.words.amount, f"{counts}{source}", gifts()
        )
    for number, unit, what in given.words.things:
        counts = _("%(donors)s捐赠的数量，已批准的登记。") % {"donors": donors}
        name = f"{label}：{what}"
        yield Entry(GIFTS, f"gift:{label}:{what}", name, unit, Decimal(number), f"{counts}{source}", gifts(item=what))
    if given.words.children:
        counts = _("按姓名登记的受助学生，一名学生只计一人；捐给学校整体的不计。来源：享受资助名单和发放单。")
        yield Entry(
            GIFTS, f"gift:{label}:children", _("%(programme)s：学生") % {"programme": label}, _("人"),
            Decimal(given.words.children), counts, given.lists,
        )  # fmt: skip
