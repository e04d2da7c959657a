"""The money of a term: documents of the centre, the province and the county, and the places of the programmes with a quota."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from aid_portal.demo.scale import WAITING, Scale
from aid_portal.demo.seeding.people import APPROVER, CLERK, FINANCE, named
from aid_portal.terms import Term
from students.models import TermSetting
from subsidies.actions import budgets, quotas
from subsidies.choices import FundSource, ListStatus, PaperStatus
from subsidies.models import Decision, EntitlementList, FundingDocument, PolicyVersion, Programme, Quota
from subsidies.rules.policy import Policy, share_on

HEADROOM, ROUNDED_TO = Decimal("1.06"), Decimal(10_000)
QUOTA_SOURCE = {"2022S": "扶教助〔2022〕3号", "2022A": "扶教助〔2022〕21号"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that the county got; invented, as its number is."""

    term: str
    source: str
    number: str
    title: str
    issued_on: date
    received_on: date


DAYS = {  # issued, received
    "2022S": {
        FundSource.CENTRAL: (date(2021, 12, 8), date(2022, 3, 2)),
        FundSource.PROVINCE: (date(2022, 2, 25), date(2022, 3, 18)),
        FundSource.COUNTY: (date(2022, 3, 10), date(2022, 3, 25)),
    },
    "2022A": {
        FundSource.CENTRAL: (date(2022, 6, 2), date(2022, 9, 9)),
        FundSource.PROVINCE: (date(2022, 8, 30), date(2022, 9, 21)),
        FundSource.COUNTY: (date(2022, 9, 5), date(2022, 9, 28)),
    },
}
TITLES = (
    ("2022S", FundSource.CENTRAL, "财教〔2021〕237号", "提前下达2022年学生资助补助经费预算"),
    ("2022S", FundSource.PROVINCE, "陕财办教〔2022〕18号", "下达2022年春季学生资助省级资金"),
    ("2022S", FundSource.COUNTY, "扶财教〔2022〕9号", "安排2022年春季学生资助县级配套资金"),
    ("2022A", FundSource.CENTRAL, "财教〔2022〕91号", "下达2022年学生资助补助经费（第二批）"),
    ("2022A", FundSource.PROVINCE, "陕财办教〔2022〕156号", "下达2022年秋季学生资助省级资金"),
    ("2022A", FundSource.COUNTY, "扶财教〔2022〕64号", "安排2022年秋季学生资助县级配套资金"),
)
PAPERS = tuple(Paper(term, source, *words, *DAYS[term][source]) for term, source, *words in TITLES)
TO_APPROVE = Paper(
    "2022A", FundSource.COUNTY, "扶财教〔2022〕88号", "追加2022年学前生活补助县级资金", date(2022, 11, 28), date(2022, 12, 5)
)


def bring(term: str, by_documents: dict[str, Decimal]) -> str:
    """Approved documents that cover what the check found due in the term and what is expected on documents (yuan)."""
    needed = _needed(term, by_documents)
    for paper in PAPERS:
        if paper.term == term:
            _bring(paper, needed[paper.source])
    total = FundingDocument.objects.filter(status=PaperStatus.APPROVED).aggregate(sum=Sum("amount"))["sum"]
    return _("已下达%(total)s元") % {"total": f"{total:,.2f}"}


def leave_document() -> None:
    """More money for the kindergartens: Chen has entered the document, Lin has not yet agreed."""
    if not _known(TO_APPROVE).exists():
        allotments = [(Programme.objects.get(code="PRE_LIVING"), Decimal(20_000))]
        budgets.propose(facts=_facts(TO_APPROVE, Decimal(20_000)), allotments=allotments, by=named(CLERK))


def give_places(term: str, scale: Scale) -> str:
    """As many places as children, but for the largest schools: there a child or two more than places waits."""
    setting = TermSetting.objects.get(pk=term)
    given = 0
    for programme in Programme.objects.filter(code__in=[each.code for each in _policy().programmes if each.quota]):
        if not Quota.objects.filter(term=setting, programme=programme).exists():
            _give(setting, programme, scale)
        given += Quota.objects.in_force().filter(term=setting, programme=programme).aggregate(sum=Sum("places"))["sum"] or 0
    return _("%(given)d 个名额") % {"given": given}


@transaction.atomic
def _give(term: TermSetting, programme: Programme, scale: Scale) -> None:
    drafts = EntitlementList.objects.filter(term=term, programme=programme, status=ListStatus.DRAFT).select_related("school")
    wanted = {each.school: each.count for each in drafts.annotate(count=Count("entitlements"))}
    short = _short(wanted, scale.share(WAITING.get((programme.code, term.pk), 0)))
    places = [(school, count - short[school]) for school, count in wanted.items()]
    made = quotas.propose(term=term, programme=programme, places=places, source=QUOTA_SOURCE[term.pk], by=named(CLERK))
    if made:
        quotas.decide(quotas=[each.pk for each in made], approved=True, by=named(APPROVER))


def _short(wanted: dict, missing: int) -> Counter:
    """The places that are missing, one at a time to the largest schools in turn."""
    largest = sorted(wanted, key=lambda school: (-wanted[school], school.code))[: max(1, min(missing, len(wanted)) // 2)]
    return Counter(largest[turn % len(largest)] for turn in range(missing))


def _bring(paper: Paper, amounts: dict[Programme, Decimal]) -> None:
    document = _known(paper).first()
    if document is None:
        facts = _facts(paper, sum(amounts.values(), Decimal(0)))
        document = budgets.propose(facts=facts, allotments=list(amounts.items()), by=named(CLERK))
    if document.status == PaperStatus.PROPOSED:
        document = budgets.decide(document=document, approved=True, by=named(APPROVER))
    if document.received_on is None:
        budgets.receive(document=document, day=paper.received_on, by=named(FINANCE))


def _known(paper: Paper):
    return FundingDocument.objects.filter(number=paper.number, source=paper.source)


def _facts(paper: Paper, amount: Decimal) -> dict:
    return {
        "number": paper.number, "title": paper.title, "source": paper.source, "year": Term.parse(paper.term).year,
        "amount": amount, "direct": paper.source == FundSource.CENTRAL, "issued_on": paper.issued_on,
    }  # fmt: skip


def _needed(term: str, by_documents: dict[str, Decimal]) -> dict[str, dict[Programme, Decimal]]:
    """What each source is asked for, by programme: its share with some room above, in whole ten thousands."""
    policy, found = _policy(), defaultdict(dict)
    for programme, due in _due(term, by_documents):
        for source, per_cent in share_on(policy.programme(programme.code), term).parts:
            if per_cent:
                wanted = due * per_cent / 100 * HEADROOM / ROUNDED_TO
                found[source][programme] = wanted.to_integral_value(ROUND_CEILING) * ROUNDED_TO
    return found


def _due(term: str, by_documents: dict[str, Decimal]) -> Iterator[tuple[Programme, Decimal]]:
    due = Decision.objects.live().for_term(term).values("programme__code").annotate(sum=Sum("case__amount"))
    sums = Counter({row["programme__code"]: row["sum"] for row in due.order_by()}) + Counter(by_documents)
    for programme in Programme.objects.filter(code__in=sums):
        yield programme, sums[programme.code]


def _policy() -> Policy:
    return PolicyVersion.objects.law()
