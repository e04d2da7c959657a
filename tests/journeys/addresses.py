"""Every page that a person may open, with a record of the county that he may see."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from aid_portal.models import AuditEvent, Holiday, JobRun, OrgUnit, RoleAssignment, UnmaskRequest, User
from students.choices import RecordKind
from students.models import MatchPair, Record, Release, RosterUpload, SchoolingProof, Student, StudentMerge, TermSetting
from subsidies.choices import PolicyStatus
from subsidies.models import Decision, EligibilityRun, PolicyVersion, Whereabouts
from tests.house.access_table import LOGGED_IN, OPEN, TABLE

# Not pages of their own: pieces that a page fetches, and what machines ask.
PIECES = frozenset({"alive", "ready", "job-run-progress", "subsidies:decision-sums"})
# These show other documents than ours, or only lead to another page.
ELSEWHERE = frozenset({"api-docs", "export-create"})

RECORDS = {
    "job-run": JobRun,
    "user": User,
    "role-assignment": RoleAssignment,
    "org-unit": OrgUnit,
    "audit-event": AuditEvent,
    "holiday": Holiday,
    "unmask-request": UnmaskRequest,
    "students:release": Release,
    "students:record-list": Release,
    "students:determination-list": Release,
    "students:record-detail": Record,
    "students:roster": RosterUpload,
    "students:match": MatchPair,
    "students:merge": StudentMerge,
    "students:proof": SchoolingProof,
    "students:student": Student,
    "students:term": TermSetting,
    "subsidies:decision": Decision,
    "subsidies:policy": PolicyVersion,
    "subsidies:run": EligibilityRun,
    "subsidies:whereabouts": Whereabouts,
}


def pages_of(user: User) -> Iterator[tuple[str, str]]:
    """Name and path of what this person may open; of a record that moves, one in every state."""
    for name, guard in TABLE.items():
        if name.startswith("api-") or name in PIECES | ELSEWHERE or guard == OPEN:
            continue
        if guard == LOGGED_IN or any(user.has(permission) for permission in guard.split()):
            yield from ((name, path) for path in _paths(name, user))


def _paths(name: str, user: User) -> Iterator[str]:
    if name == "students:release-upload":
        yield from (reverse(name, args=[kind]) for kind in (RecordKind.CIVIL, RecordKind.DETERMINATIONS))
    elif name in OF_A_DRAFT:
        drafts = PolicyVersion.objects.visible_to(user).filter(status=PolicyStatus.DRAFT)
        yield from (reverse(name, args=[policy.pk, *more]) for policy in drafts for more in OF_A_DRAFT[name])
    elif path := _path(name):
        yield path
    else:
        yield from (path for record in _records(name, user) if (path := _path(name, record.pk)))


OF_A_DRAFT = {
    "subsidies:policy-annotate": [()],
    "subsidies:policy-part-add": [("categories",), ("programmes",), ("tiers",)],
    "subsidies:policy-dated-add": [("rates", "CE_DAY"), ("grades", "VOC_GRANT")],
    "subsidies:policy-part-change": [
        ("categories", "DIBAO_EDGE"),
        ("programmes", "CE_DAY"),
        ("parameters", "risk_removed"),
        ("tiers", "severe"),
    ],
}


def _path(name: str, *keys: object) -> str:
    """Empty where the address takes other keys."""
    try:
        return reverse(name, args=keys)
    except NoReverseMatch:
        return ""


def _records(name: str, user: User) -> Iterator[object]:
    model = next((model for start, model in RECORDS.items() if name == start or name.startswith(f"{start}-")), None)
    if model is None:
        return  # only deeds have no entry: test_every_page_was_opened_by_somebody would miss a page
    seen = set()
    for record in _fitting(name, model.objects.visible_to(user)).order_by("pk")[:400]:
        state = getattr(record, "status", None) if name.endswith("-detail") else None
        if state not in seen:
            seen.add(state)
            yield record


def _fitting(name: str, records: QuerySet) -> QuerySet:
    if name == "students:determination-list":
        return records.filter(kind=RecordKind.DETERMINATIONS)
    if name == "students:record-list":
        return records.exclude(kind=RecordKind.DETERMINATIONS)
    if name == "subsidies:policy-draft":
        return records.filter(status=PolicyStatus.APPROVED)
    return records.exclude(kind="") if name == "org-unit-detail" else records
