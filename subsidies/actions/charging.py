"""of_lists, of_amount, given_back, refuse_over_budget: which fund source bears how much, and whether it still has it.

State aid is borne by the shares of the policy in force for the term, social aid wholly by its donors; the order of the rows
decides nothing but the odd fen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.errors import Refused
from subsidies.actions import ledger
from subsidies.choices import STATE_SOURCES, EntitlementStatus, FundSource
from subsidies.models import BudgetLine, Entitlement, PolicyVersion, Programme
from subsidies.models.splits import SOURCE_COLUMNS, FundSplit
from subsidies.rules.funding_shares import split
from subsidies.rules.policy import share_on


@dataclass(frozen=True, slots=True)
class Charge:
    """What one row costs each source, in fen and in the order of `FundSource`."""

    pk: int
    programme: str
    year: int
    fen: tuple[int, ...]

    @property
    def columns(self) -> dict[str, int]:
        return dict(zip(SOURCE_COLUMNS, self.fen, strict=True))


def of_lists(lists: Sequence[int]) -> list[Charge]:
    proposed = Entitlement.objects.filter(list__in=lists, status=EntitlementStatus.PROPOSED)
    groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for pk, programme, term, amount in proposed.order_by("pk").values_list("pk", "programme__code", "term_id", "amount"):
        groups[programme, term].append((pk, int(amount * 100)))
    return [charge for (programme, term), rows in groups.items() for charge in _charged(programme, term, rows)]


def of_amount(programme: Programme, term: str, amount: Decimal) -> Charge:
    """One amount in yuan, also a negative one."""
    fen = int(amount * 100)
    charge = next(iter(_charged(programme.code, term, [(0, abs(fen))])))
    return charge if fen >= 0 else Charge(0, charge.programme, charge.year, tuple(-part for part in charge.fen))


def given_back(programme: Programme, term: str, rows: Iterable[FundSplit]) -> Charge:
    """What these rows were charged, source by source and with the other sign, so that no odd fen stays on any source."""
    held = list(rows)
    return Charge(0, programme.code, int(term[:4]), tuple(-sum(getattr(row, each) for row in held) for each in SOURCE_COLUMNS))


def columns(charges: Sequence[Charge]) -> dict[str, list[int]]:
    """As the arrays of a set-based statement."""
    parts = zip(
        FundSource.values,
        zip(*(charge.fen for charge in charges), strict=True) if charges else [()] * len(FundSource),
        strict=True,
    )
    return {"ids": [charge.pk for charge in charges], **{source: list(fen) for source, fen in parts}}


def lines_of(charges: Iterable[Charge]) -> list[tuple[BudgetLine, int]]:
    """The budget lines that the charges fall on, with the fen of each; refused where money was never allotted."""
    needed: dict[tuple[str, int, str], int] = defaultdict(int)
    sources = FundSource.values
    for charge in charges:
        for source, fen in zip(sources, charge.fen, strict=True):
            needed[charge.programme, charge.year, source] += fen
    needed = {key: fen for key, fen in needed.items() if fen}
    lines = BudgetLine.objects.filter(year__in={key[1] for key in needed}, accounts__isnull=False).distinct()
    known = {(line.programme.code, line.year, line.source): line for line in lines.select_related("programme")}
    for code, year, source in needed:
        if (code, year, source) not in known:
            words = {"year": year, "programme": Programme.objects.get(code=code), "source": FundSource(source).label}
            raise Refused(_("%(year)s年%(programme)s没有%(source)s资金指标，请先登记并批准资金文件。") % words, code="no_budget")
    return [(known[key], fen) for key, fen in needed.items()]


def refuse_over_budget(charges: Iterable[Charge]) -> None:
    """In words, programme by programme; the lines stay locked, and the database refuses the same."""
    amounts = lines_of(charges)
    left = ledger.available(line for line, _fen in amounts)
    for programme, year in dict.fromkeys((line.programme, line.year) for line, _fen in amounts):
        own = [(line, fen) for line, fen in amounts if (line.programme, line.year) == (programme, year)]
        short = [(line, fen - left[line.pk]) for line, fen in own if fen > left[line.pk]]
        if short:
            words = {
                "year": year, "programme": programme, "left": _yuan(sum(left[line.pk] for line, _fen in own)),
                "needed": _yuan(sum(fen for _line, fen in own)), "over": _yuan(sum(over for _line, over in short)),
                "parts": "、".join(f"{line.get_source_display()}{_yuan(over)}" for line, over in short),
            }  # fmt: skip
            message = _(
                "%(year)s年%(programme)s可用指标%(left)s元，需要%(needed)s元，超出%(over)s元（%(parts)s），不能批准；"
                "请减少人数或先下达指标。"
            )
            raise Refused(message % words, code="over_budget", ids=[line.pk for line, _over in short])


def _charged(programme: str, term: str, rows: Sequence[tuple[int, int]]) -> Iterable[Charge]:
    year = int(term[:4])
    for (pk, _whole), fen in zip(rows, _parts(programme, term, [fen for _pk, fen in rows]), strict=True):
        yield Charge(pk, programme, year, tuple(fen))


def _parts(programme: str, term: str, amounts: Sequence[int]) -> list[list[int]]:
    """State aid by the shares of the policy, social aid wholly by its donors."""
    if Programme.objects.social().filter(code=programme).exists():
        return [[0] * len(STATE_SOURCES) + [fen] for fen in amounts]
    law = PolicyVersion.objects.law().programme(programme)
    share = share_on(law, term) if law else None
    if share is None:
        words = {"programme": Programme.objects.get(code=programme), "term": term}
        raise Refused(_("现行政策没有写明%(programme)s的资金分担比例，请先在政策标准中补充。") % words, code="no_shares")
    return [[*fen, 0] for fen in split(amounts, [per_cent for _source, per_cent in share.parts])]


def _yuan(fen: int) -> str:
    return figures.yuan(Decimal(fen) / 100)
