"""Where the aid of a term stands: shares by stage, place, programme and category; and whether it rests on the newest facts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from students.choices import MergeStatus, RecordKind, UploadStatus
from students.models import MatchPair, Release, RosterUpload, SchoolingProof, StudentMerge, TermSetting
from subsidies.choices import RunStatus
from subsidies.models import Decision, EligibilityRun, PolicyVersion
from subsidies.reports.sums import NUMBERS, PathPart


@dataclass(frozen=True)
class Shares:
    """人次 by what each chart shows; a decision on two categories counts under both."""

    times: int = 0
    children: int = 0
    amount: Decimal = Decimal(0)
    waived: Decimal = Decimal(0)
    stages: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)  # by stage and number, primary-3
    places: Counter[str] = field(default_factory=Counter)
    programmes: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)


def shares(decisions: QuerySet[Decision]) -> Shares:
    """Two queries over the decisions: children cannot be added up, all else is added up from groups."""
    grouped = (
        decisions.order_by()
        .annotate(place=PathPart("school__path", 2))
        .values_list("place", "case__stage", "case__grade", "programme__code", "case__categories")
    )
    sums = {name: NUMBERS[name] for name in ("times", "amount", "waived")}
    stages, grades, places, programmes, categories = (Counter() for _part in range(5))
    totals: Counter[str] = Counter()
    for where, stage, grade, programme, codes, times, amount, waived in grouped.annotate(**sums):
        totals.update(times=times, amount=amount, waived=waived or 0)
        stages[stage] += times
        grades[f"{stage}-{grade}"] += times
        places[where] += times
        programmes[programme] += times
        categories.update(dict.fromkeys(codes, times))
    children = decisions.order_by().values("student").distinct().count()
    money = {name: Decimal(totals[name]) for name in ("amount", "waived")}
    parts = {"stages": stages, "grades": grades, "places": places, "programmes": programmes, "categories": categories}
    return Shares(totals["times"], children, **money, **parts)


def last_run(term: str) -> EligibilityRun | None:
    """The newest check of the term that wrote what stands."""
    return EligibilityRun.objects.filter(term=term, dry=False, status=RunStatus.DONE).order_by("pk").last()


def newer_than(run: EligibilityRun, term: TermSetting) -> list[str]:
    """What has changed since the run looked; empty where running it again would decide nothing new."""
    return [words for words, changed in _changes(run, term, run.started_at) if changed]


def _changes(run: EligibilityRun, term: TermSetting, since: datetime) -> Iterator[tuple[str, bool]]:
    lists = {kind: release.pk for kind, release in Release.objects.newest_on(term.cut_off_on).items()}
    rosters = RosterUpload.objects.filter(term=term, status__in=[UploadStatus.ACCEPTED, UploadStatus.UNDONE])
    determined = Release.objects.filter(kind=RecordKind.DETERMINATIONS, accepted_at__gt=since)
    proofs = SchoolingProof.objects.filter(academic_year=str(term.term.academic_year))
    joined = StudentMerge.objects.filter(
        Q(kept__enrolments__term=term) | Q(merged__enrolments__term=term), status__in=[MergeStatus.MERGED, MergeStatus.UNDONE]
    )
    yield _("部门名单"), lists != run.releases
    yield _("花名册"), rosters.filter(Q(accepted_at__gt=since) | Q(undone_at__gt=since)).exists()
    yield _("学校认定结果"), determined.exists()
    yield _("核对答复"), MatchPair.objects.filter(term=term, answered_at__gt=since).exists()
    yield _("县外就读证明"), proofs.filter(verified_at__gt=since).exists()
    yield _("档案合并"), joined.filter(decided_at__gt=since).exists()
    yield _("认定基准日"), run.cut_off_on != term.cut_off_on
    yield _("政策标准"), run.policy_id != PolicyVersion.objects.in_force().pk
