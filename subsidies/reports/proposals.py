"""What making the lists of a term would add and drop, before anybody makes them."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from students.models import TermSetting
from subsidies.choices import EntitlementStatus, ListStatus, Proration
from subsidies.models import Decision, Entitlement, EntitlementList, PolicyVersion, Programme
from subsidies.reports.stays import part_stays
from subsidies.rules.stays import due_for

UNDECIDED = (EntitlementStatus.PROPOSED, EntitlementStatus.OBJECTED, EntitlementStatus.WAITING)


@dataclass(frozen=True)
class ProgrammeProposal:
    """`schools`, `times` and `amount` (yuan) would come; `blocked` rows wait until the list under way has been decided."""

    programme: Programme
    schools: int
    times: int
    amount: Decimal
    blocked: int
    dropped: int


def proposal(term: TermSetting) -> list[ProgrammeProposal]:
    coming, dropped = _coming(term), _dropped(term)
    found = []
    for programme in Programme.objects.state().order_by("position"):
        free, held = coming.get((programme.pk, False), {}), coming.get((programme.pk, True), {})
        gone = dropped.get(programme.pk, 0)
        if free or held or gone:
            found.append(
                ProgrammeProposal(
                    programme, free.get("schools", 0), free.get("times", 0), free.get("amount") or Decimal(0),
                    held.get("times", 0), gone,
                )
            )  # fmt: skip
    return found


def _coming(term: TermSetting) -> dict[tuple[int, bool], dict]:
    place = {"school": OuterRef("school"), "programme": OuterRef("programme"), "term": OuterRef("term")}
    under_way = EntitlementList.objects.filter(**place, status__in=[ListStatus.CONFIRMED, ListStatus.REVIEWED])
    listed = Entitlement.objects.filter(student=OuterRef("student"), programme=OuterRef("programme"), term=OuterRef("term"))
    new = Decision.objects.live().for_term(term.pk).filter(~Exists(listed), case__amount__gt=0).annotate(held=Exists(under_way))
    numbers = {"schools": Count("school", distinct=True), "times": Count("pk"), "amount": Sum("case__amount")}
    rows: QuerySet = new.order_by().values("programme", "held").annotate(**numbers)
    less = _not_due(new, term)
    return {
        (row["programme"], row["held"]): {**row, "amount": row["amount"] - less[row["programme"], row["held"]]} for row in rows
    }


def _not_due(new: QuerySet[Decision], term: TermSetting) -> Counter[tuple[int, bool]]:
    """Of the rates, in yuan: what the children who came or left within the term will not get of it."""
    rules = {each.code: each.proration for each in PolicyVersion.objects.law().programmes if each.proration != Proration.NONE}
    stays = part_stays(term.term) if rules else {}
    less: Counter[tuple[int, bool]] = Counter()
    part = new.filter(programme__code__in=rules, student__in=list(stays))
    names = ("programme", "held", "programme__code", "student", "case__amount")
    for programme, held, code, student, rate in part.values_list(*names) if stays else ():
        less[programme, held] += rate - due_for(rules[code], rate, stays[student], term.term).amount
    return less


def _dropped(term: TermSetting) -> dict[int, int]:
    stale = Entitlement.objects.filter(
        term=term, list__status=ListStatus.DRAFT, status__in=UNDECIDED, decision__superseded_by__isnull=False
    )
    return dict(stale.order_by().values_list("programme").annotate(Count("pk")))
