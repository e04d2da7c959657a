"""Every page that a person may open, with a record of the county that he may see."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from aid_portal.delegations import of_mine
from aid_portal.links import rows
from aid_portal.models import ApiToken, AuditEvent, Holiday, JobRun, OrgUnit, RoleAssignment, UnmaskRequest, User
from students.choices import RecordKind
from students.models import (
    AdvanceNotice,
    Application,
    Cancellation,
    DeterminationList,
    DeterminationRound,
    Enrolment,
    MatchPair,
    Objection,
    PublicNotice,
    Record,
    Release,
    ReviewMeeting,
    RosterUpload,
    SchoolingProof,
    Student,
    StudentMerge,
    TermSetting,
)
from subsidies.choices import PolicyStatus
from subsidies.models import (
    Adjustment,
    ApprovalBand,
    ArrivalQuestion,
    ArrivalSample,
    AuditHit,
    AuditRun,
    BankLayout,
    BankReturn,
    Batch,
    BudgetLine,
    Canteen,
    CardChange,
    CarryOver,
    ClassMeals,
    Decision,
    DonationAgreement,
    Donor,
    EligibilityRun,
    Entitlement,
    EntitlementList,
    FilledCallSheet,
    FundingDocument,
    Gift,
    GuardianConsent,
    HandOver,
    LedgerEntry,
    MealEvent,
    MealPurchase,
    MealReport,
    MealStandard,
    MealSurvey,
    MealUpload,
    Payment,
    PolicyVersion,
    PriceInquiry,
    Recovery,
    SchoolAidRate,
    SchoolAidYear,
    StatisticsReport,
    Supplier,
    Whereabouts,
)
from subsidies.reports.donations import with_money
from supervision.models import (
    AbsenceReport,
    Assessment,
    Campaign,
    CampaignUnit,
    Checklist,
    ChecklistItem,
    DataChange,
    Draw,
    DropoutCase,
    DropoutReturn,
    EarlyWarning,
    Grievance,
    HardshipReport,
    Household,
    IssueWord,
    LetterTemplate,
    NoticeStandard,
    OutreachActivity,
    Problem,
    RectificationNotice,
    ResponsibilityLetter,
    SelfCheck,
    Step,
    Team,
    UnitAssessment,
    Visit,
    WarningSetting,
    WorkEntry,
    WorkItem,
    YearAccount,
)
from supervision.reports.letters import ready
from tests.house.access_table import LOGGED_IN, OPEN, TABLE

# Not pages of their own: pieces that a page fetches, and what machines ask.
PIECES = frozenset(
    {
        *("alive", "ready", "job-run-progress", "subsidies:decision-sums", "subsidies:list-sums"),
        *("subsidies:entitlement-sums", "subsidies:entry-sums", "subsidies:school-aid-sums", "supervision:notice-sums"),
        *("subsidies:donation-sums", "subsidies:gift-sums", "subsidies:meal-month-sums", "subsidies:meal-year-sums"),
    }
)
# These show other documents than ours, or only lead to another page.
ELSEWHERE = frozenset(
    {
        *("api-docs", "export-create", "subsidies:donation-photo", "supervision:evidence", "supervision:evidence-thumbnail"),
        *("students:cancellation-detail", "students:public-notice-photo"),
        *("subsidies:meal-purchase-photo", "subsidies:meal-event-photo"),
        *("supervision:dropout-photo", "supervision:dropout-photo-thumbnail"),
    }
)

RECORDS = {
    "job-run": JobRun,
    "user": User,
    "role-assignment": RoleAssignment,
    "token-propose": User,
    "token": ApiToken,
    "delegation": RoleAssignment,
    "org-unit": OrgUnit,
    "audit-event": AuditEvent,
    "holiday": Holiday,
    "unmask-request": UnmaskRequest,
    "students:release": Release,
    "students:record-list": Release,
    "students:determination-list-post": DeterminationList,
    "students:determination-list-detail": DeterminationList,
    "students:determination-list": Release,
    "students:record-detail": Record,
    "students:roster": RosterUpload,
    "students:round": DeterminationRound,
    "students:advance-notice-add": DeterminationRound,
    "students:advance-notice": AdvanceNotice,
    "students:application": Application,
    "students:cancellation": Cancellation,
    "students:meeting": ReviewMeeting,
    "students:objection-add": PublicNotice,
    "students:objection": Objection,
    "students:public-notice": PublicNotice,
    "students:match": MatchPair,
    "students:merge": StudentMerge,
    "students:proof": SchoolingProof,
    "students:student": Student,
    "students:term": TermSetting,
    "subsidies:audit-hit": AuditHit,
    "subsidies:audit-run": AuditRun,
    "subsidies:arrival-draw": Batch,
    "subsidies:call-sheet-upload": ArrivalSample,
    "subsidies:call-sheet": FilledCallSheet,
    "subsidies:arrival-question": ArrivalQuestion,
    "subsidies:arrival": ArrivalSample,
    "subsidies:band": ApprovalBand,
    "subsidies:batch": Batch,
    "subsidies:file-preview": Batch,
    "subsidies:return-upload": Batch,
    "subsidies:return": BankReturn,
    "subsidies:layout": BankLayout,
    "subsidies:card-propose": Payment,
    "subsidies:card": CardChange,
    "subsidies:carry-over-add": DonationAgreement,
    "subsidies:carry-over": CarryOver,
    "subsidies:budget": BudgetLine,
    "subsidies:consent-add": Student,
    "subsidies:consent": GuardianConsent,
    "subsidies:decision": Decision,
    "subsidies:document": FundingDocument,
    "subsidies:donation-agreement": DonationAgreement,
    "subsidies:donation-children": DonationAgreement,
    "subsidies:donor": Donor,
    "subsidies:donation-photos": Student,
    "subsidies:entry": LedgerEntry,
    "subsidies:adjustment-propose": Entitlement,
    "subsidies:adjustment": Adjustment,
    "subsidies:entitlement": Entitlement,
    "subsidies:gift": Gift,
    "subsidies:hand-over": HandOver,
    "subsidies:list": EntitlementList,
    "subsidies:canteen": Canteen,
    "subsidies:meal-purchase": MealPurchase,
    "subsidies:meal-event": MealEvent,
    "subsidies:meal-report": MealReport,
    "subsidies:meal-upload": MealUpload,
    "subsidies:meal-standard": MealStandard,
    "subsidies:meal-survey": MealSurvey,
    "subsidies:price-inquiry": PriceInquiry,
    "subsidies:supplier": Supplier,
    "subsidies:meal-school": OrgUnit,
    "subsidies:policy": PolicyVersion,
    "subsidies:recovery": Recovery,
    "subsidies:run": EligibilityRun,
    "subsidies:school-aid-rate": SchoolAidRate,
    "subsidies:school-aid": SchoolAidYear,
    "subsidies:statistics-report": StatisticsReport,
    "subsidies:whereabouts": Whereabouts,
    "supervision:campaign": Campaign,
    "supervision:team-add": Campaign,
    "supervision:unit-assign": Campaign,
    "supervision:draw-add": Campaign,
    "supervision:worklist": Campaign,
    "supervision:work-item-add": Campaign,
    "supervision:work-entry": WorkEntry,
    "supervision:checklist": Checklist,
    "supervision:visit-add": CampaignUnit,
    "supervision:visit": Visit,
    "supervision:item-add": Checklist,
    "supervision:draw": Draw,
    "supervision:team": Team,
    "supervision:item": ChecklistItem,
    "supervision:work-item": WorkItem,
    "supervision:letter-template": LetterTemplate,
    "supervision:letter": ResponsibilityLetter,
    "supervision:unit-assessment": UnitAssessment,
    "supervision:notice-standard": NoticeStandard,
    "supervision:notice": RectificationNotice,
    "supervision:problem-reply": Problem,
    "supervision:step": Step,
    "supervision:issue-word": IssueWord,
    "supervision:assessment": Assessment,
    "supervision:dropout-return": DropoutReturn,
    "supervision:dropout": DropoutCase,
    "supervision:as-of-child": Student,
    "supervision:as-of-household": Record,
    "supervision:household": Household,
    "supervision:hardship-report-add": Student,
    "supervision:hardship-report": HardshipReport,
    "supervision:radar-unit": OrgUnit,
    "supervision:warning-setting": WarningSetting,
    "supervision:warning": EarlyWarning,
    "supervision:outreach": OutreachActivity,
    "supervision:self-check": SelfCheck,
    "supervision:absence": AbsenceReport,
    "supervision:grievance": Grievance,
    "supervision:data-change": DataChange,
    "supervision:year-account-detail": YearAccount,
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
    elif name == "subsidies:audit-check":
        yield from (reverse(name, args=[code]) for code in ("A1", "A12", "A14"))
    elif name in ("subsidies:statistics-kind", "subsidies:statistics-freeze"):
        yield from (reverse(name, args=[kind]) for kind in ("annual", "category"))
    elif name == "subsidies:donor-report":
        agreements = DonationAgreement.objects.visible_to(user).in_force().order_by("pk")[:3]
        yield from (reverse(name, args=[each.pk, donor.pk]) for each in agreements for donor in each.donors.all())
    elif name in OF_A_ROUND:
        yield from OF_A_ROUND[name](name, user)
    elif name == "subsidies:meal-month":
        counted = ClassMeals.objects.visible_to(user).order_by("school_id", "-day")[:1]
        yield from (reverse(name, args=[each.school_id, each.day.year, each.day.month]) for each in counted)
    elif name == "subsidies:meal-upload":
        counted = ClassMeals.objects.visible_to(user).order_by("school_id", "-day")[:1]
        months = ((each.school_id, each.day.year, each.day.month) for each in counted)
        yield from (reverse(name, args=[*month, kind]) for month in months for kind in ("counts", "purchases"))
    elif name in ("subsidies:meal-school-count", "subsidies:meal-school-leave"):
        yield from _class_of_a_day(name, user)
    elif name == "supervision:letters-sign":
        letters = ResponsibilityLetter.objects.visible_to(user).filter(ready()).order_by("pk")[:2]
        yield rows(name, letter=letters[0].pk) if letters else reverse("supervision:letter-list")
    elif name == "supervision:grievances-assign":
        given = Grievance.objects.visible_to(user).open().order_by("pk")[:1]
        yield rows(name, grievance=given[0].pk) if given else reverse("supervision:grievance-list")
    elif name == "supervision:data-change-add":
        named = Grievance.objects.visible_to(user).order_by("pk")[:1]
        yield from (reverse(name, args=[each.pk, field]) for each in named for field in ("name", "account"))
    elif name == "supervision:outreach-add":
        yield from (reverse(name, args=[kind]) for kind in ("visit", "push"))
    elif name == "supervision:notice-add":
        yield rows(name, unit=OrgUnit.objects.visible_to(user).schools().order_by("pk")[0].pk)
    elif name == "supervision:dropout-days-set":
        yield reverse(name, args=["arrival"])
    elif path := _path(name):
        yield path
    else:
        yield from (path for record in _records(name, user) if (path := _path(name, record.pk)))


def _class_of_a_day(name: str, user: User) -> Iterator[str]:
    """One that was counted."""
    for meals in ClassMeals.objects.visible_to(user).order_by("-day", "pk")[:1]:
        place = f"{meals.stage}|{meals.grade}|{meals.class_name}"
        yield rows(name, meals.school_id, day=meals.day.isoformat(), place=place)


def _school_of_a_round(name: str, user: User) -> Iterator[str]:
    for application in Application.objects.visible_to(user).select_related("enrolment")[:1]:
        yield reverse(name, args=[application.round_id, application.enrolment.school_id])


def _child_of_a_round(name: str, user: User) -> Iterator[str]:
    """One whose application is being written, and one who has none."""
    for round in DeterminationRound.objects.visible_to(user)[:1]:
        children = Enrolment.objects.visible_to(user).filter(term=round.term_id, status="enrolled").order_by("pk")
        drafts, none = children.filter(applications__status="draft")[:1], children.filter(applications=None)[:1]
        yield from (reverse(name, args=[round.pk, child.pk]) for child in [*drafts, *none])


FITTING = {
    "token-propose": {"is_service": True},
    "students:application-decide": {"status": "reviewed"},
    "students:application-cancel": {"status": "approved"},
    "students:meeting-weigh": {"level": "class"},
    "students:meeting-decide": {"level": "school"},
    "students:determination-list-post": {"status__in": ["draft", "posted", "returned"]},
    "supervision:visit-add": {"campaign__status": "running"},
}
OF_A_ROUND = {
    **dict.fromkeys(
        ("students:round-school", "students:round-archive", "students:meeting-add", "students:school-meeting-add"),
        _school_of_a_round,
    ),
    "students:application-write": _child_of_a_round,
}

OF_A_DRAFT = {
    "subsidies:policy-annotate": [()],
    "subsidies:policy-part-add": [("categories",), ("programmes",), ("tiers",)],
    "subsidies:policy-dated-add": [("rates", "CE_DAY"), ("grades", "VOC_GRANT"), ("shares", "CE_DAY")],
    "subsidies:policy-part-change": [
        ("categories", "DIBAO_EDGE"),
        ("programmes", "CE_DAY"),
        ("shares", "CE_DAY|2019A"),
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
    found = of_mine(user) if name.startswith("delegation-") else model.objects.visible_to(user)
    for record in _fitting(name, found).order_by("pk")[:400]:
        state = getattr(record, "status", None) if name.endswith("-detail") else None
        if state not in seen:
            seen.add(state)
            yield record


def _fitting(name: str, records: QuerySet) -> QuerySet:
    if name == "students:determination-list":
        return records.filter(kind=RecordKind.DETERMINATIONS)
    if name == "students:record-list":
        return records.exclude(kind=RecordKind.DETERMINATIONS)
    if name.startswith("subsidies:meal-school"):
        return records.filter(canteen_place__isnull=False)
    if name == "subsidies:card-propose":
        return records.not_made_good()
    if name == "subsidies:policy-draft":
        return records.filter(status=PolicyStatus.APPROVED)
    if name == "subsidies:gift-receipt":
        return records.filter(direct=False, status="approved")
    if name == "subsidies:gift-hand-over":
        return records.filter(status="approved").exclude(kind="cash", direct=False)
    if name == "subsidies:carry-over-add":
        return with_money(records.in_force()).filter(unplaced__gt=0)
    if name == "subsidies:donation-children":
        return records.in_force()
    if name == "subsidies:donation-photos":
        return records.filter(guardian_consents__may_photo=True)
    if name in FITTING:
        return records.filter(**FITTING[name])
    return records.exclude(kind="") if name == "org-unit-detail" else records
