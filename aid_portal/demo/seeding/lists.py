"""The lists of a term through the hands of the schools and of two persons of the county."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.demo.scale import OBJECTED
from aid_portal.demo.seeding.people import APPROVER, CLERK, REVIEWER, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import SENIOR_SCHOOL
from aid_portal.models import OrgUnit, RoleAssignment, User
from students.models import PublicNoticeRow, TermSetting
from subsidies.actions import entitlement_lists, entitlements, list_notices
from subsidies.choices import EntitlementStatus, ListStatus
from subsidies.models import Entitlement, EntitlementList, Quota
from subsidies.reports.batch_papers import TO_BE_AIDED

OBJECTION = gettext_lazy("班主任反映该生家庭情况已明显好转，待入户核实后再报")
POSTED_ON = {"2022S": date(2022, 4, 11), "2022A": date(2022, 10, 17)}
NOTICE_BOARD = gettext_lazy("校门口公告栏")
# The waivers of the senior high schools are the work that is left open: they are in no annual report.
OPEN_PROGRAMME = "SH_FEE"


def generate(term: str) -> str:
    """What the check found due goes to the schools."""
    if not EntitlementList.objects.filter(term=term).exists():
        entitlements.propose(term=TermSetting.objects.get(pk=term), by=named(CLERK))
    lists = EntitlementList.objects.filter(term=term)
    words = {"lists": lists.count(), "rows": Entitlement.objects.filter(term=term).count()}
    return _("%(lists)d 份名单，%(rows)d 人次") % words


def object_to_some(term: str) -> None:
    """A few schools doubt one child each."""
    for (programme, stage, of_term), count in OBJECTED.items():
        if of_term == term:
            rows = Entitlement.objects.filter(term=term, programme__code=programme, enrolment__stage=stage)
            _object_to(rows, count)


@transaction.atomic
def _object_to(rows: QuerySet[Entitlement], count: int) -> None:
    if rows.filter(status=EntitlementStatus.OBJECTED).exists():
        return
    open_rows = rows.filter(status=EntitlementStatus.PROPOSED, list__status=ListStatus.DRAFT, decision__isnull=False)
    for row in open_rows.order_by("school__code", "pk").distinct("school__code").select_related("school")[:count]:
        entitlements.object_to(entitlement=row, note=str(OBJECTION), by=officer_of(row.school))


def rank(term: str) -> str:
    """Where a school has more children than places, the last ones wait."""
    for quota in Quota.objects.in_force().filter(term=term):
        drafts = EntitlementList.objects.filter(
            term=term, school=quota.school_id, programme=quota.programme_id, status=ListStatus.DRAFT
        )
        for each in drafts.select_related("school"):
            proposed = each.entitlements.filter(status=EntitlementStatus.PROPOSED).count()
            if proposed > quota.places:
                entitlement_lists.rank(entitlement_list=each, by=officer_of(each.school))
    waiting = Entitlement.objects.filter(term=term, status=EntitlementStatus.WAITING).count()
    return _("%(waiting)d 人候补") % {"waiting": waiting}


def confirm(term: str, telling: Telling) -> str:
    """Every school answers for its lists; a school that runs a teaching point answers for that one too."""
    known = officers()
    drafts = list(_moving(term, ListStatus.DRAFT, left_at=ListStatus.DRAFT).select_related("school"))
    for place, each in enumerate(drafts):
        entitlement_lists.confirm(entitlement_list=each, by=responsible(each.school, known))
        telling.far(place, len(drafts))
    confirmed = EntitlementList.objects.filter(term=term).exclude(status=ListStatus.DRAFT).count()
    return _("%(confirmed)d 份") % {"confirmed": confirmed}


def post(term: str, telling: Telling) -> str:
    """Every school hangs its confirmed lists up, a month before the money comes; the work that is left open is not yet posted.

    A list on which nobody is left whom the school does not doubt has nothing to show.
    """
    known = officers()
    waiting = EntitlementList.objects.filter(
        term=term, entitlements__status__in=TO_BE_AIDED, entitlements__postings=None
    ).exclude(status=ListStatus.DRAFT)
    lists = list(
        waiting.exclude(programme__code=OPEN_PROGRAMME).exclude(programme__kind="social").distinct().select_related("school")
    )
    for place, each in enumerate(lists):
        list_notices.post(
            entitlement_list=each, working_days=5, phone="0917-5211234", place=str(NOTICE_BOARD),
            by=responsible(each.school, known), today=POSTED_ON[term],
        )  # fmt: skip
        telling.far(place, len(lists))
    rows = PublicNoticeRow.objects.filter(posted_entitlement__entitlement__term=term)
    return _("%(lists)d 份，%(rows)d 人次") % {"lists": rows.values("notice").distinct().count(), "rows": rows.count()}


def decide(term: str) -> str:
    """The county's reviewer, then its approver, each all lists in one deed."""
    if lists := _keys(_moving(term, ListStatus.CONFIRMED, left_at=ListStatus.CONFIRMED)):
        entitlement_lists.review(lists=lists, by=named(REVIEWER))
    if lists := _keys(_moving(term, ListStatus.REVIEWED, left_at=ListStatus.REVIEWED)):
        rows = Entitlement.objects.filter(list__in=lists, status=EntitlementStatus.PROPOSED)
        entitlement_lists.approve(lists=lists, seen=rows.aggregate(sum=Sum("amount"))["sum"] or 0, by=named(APPROVER))
    approved = Entitlement.objects.filter(term=term).approved().aggregate(sum=Sum("amount"))["sum"]
    return _("已批准%(total)s元") % {"total": f"{approved:,.2f}"}


def officer_of(school: OrgUnit) -> User:
    return responsible(school, officers())


def responsible(school: OrgUnit, known: dict[int, User]) -> User:
    """A teaching point is answered for by the school that runs it."""
    return known.get(school.pk) or known[school.parent_id]


def officers() -> dict[int, User]:
    """By the school's key."""
    held = RoleAssignment.objects.filter(role=Role.SCHOOL_OFFICER, status=AssignmentStatus.GRANTED)
    return {each.unit_id: each.user for each in held.select_related("user").order_by("-pk")}


def _keys(lists: Iterable[EntitlementList]) -> list[int]:
    return [each.pk for each in lists]


def _moving(term: str, status: str, *, left_at: str) -> QuerySet[EntitlementList]:
    """The first lists that go on from `status`: all but those that the demonstration leaves there."""
    lists = EntitlementList.objects.filter(term=term, status=status, number=1)
    return lists.exclude(pk__in=[pk for pk, at in left_open(term).items() if at == left_at])


def left_open(term: str) -> dict[int, str]:
    """In autumn a list to confirm, one to review and one to approve, each of another school where there are so many."""
    waivers = EntitlementList.objects.filter(term=term, programme__code=OPEN_PROGRAMME, number=1)
    if not term.endswith("A"):
        return {}
    own = waivers.filter(school__code=SENIOR_SCHOOL).values_list("pk", flat=True)
    others = waivers.exclude(school__code=SENIOR_SCHOOL).order_by("school__code").values_list("pk", flat=True)
    steps = (ListStatus.REVIEWED, ListStatus.CONFIRMED)
    return dict.fromkeys(own, ListStatus.DRAFT) | dict(zip(others, steps, strict=False))
