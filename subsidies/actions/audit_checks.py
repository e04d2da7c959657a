"""start, ask, finish, stop, resume, explain: the auditors' questions asked of all rows, and answers given to what was found.

Each question is one statement, so it sees one moment of the database; asked again of the same rows it finds the same hits.
"""

import time
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, jobs
from aid_portal.choices import SchoolStage
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.identifiers import name_key
from aid_portal.models import User
from aid_portal.sql import execute, fetch, refresh_statistics, statement
from subsidies.choices import EntitlementStatus, RunStatus
from subsidies.models import AuditExplanation, AuditHit, AuditRun, Entitlement, PolicyVersion
from subsidies.rules.audit_checks import CHILDREN_ALIKE, CHILDREN_COLLECTED_FOR, DAYS_ABSENT, DAYS_UNTIL_PAID
from subsidies.rules.audit_questions import CHECKS, RUNNABLE
from subsidies.rules.policy import Policy, parse, rate_on

KIND = "subsidies.audit_checks"
READS = (
    "students_student", "students_enrolment", "subsidies_entitlement", "subsidies_payment", "subsidies_decision",
    "subsidies_adjustment", "subsidies_classmeals", "subsidies_recovery", "subsidies_ledgerleg", "subsidies_bankreturnline",
)  # fmt: skip


@transaction.atomic
def start(*, by: User | None, day: date | None = None, post: bool = True) -> AuditRun:
    """A new run as of `day`; the running one if there is one. `by` nobody: the nightly schedule."""
    running = AuditRun.objects.filter(status=RunStatus.RUNNING).first()
    if running:
        return running
    run = AuditRun.objects.create(day=day or timezone.localdate(), requested_by=by)
    run.job = jobs.start(KIND, by=by, title=_("审计核查"), params={"run": run.pk}, unique_key="audit_checks", post=post)
    run.save(update_fields=["job"])
    audit.record("subsidies.audit_checks.started", by=by or audit.CONSOLE, target=run)
    return run


def plan() -> list[str]:
    """One part a question."""
    refresh_statistics(*READS)
    return [check.code for check in RUNNABLE]


@transaction.atomic
def ask(run: AuditRun, code: str) -> dict[str, int]:
    """One question: what it finds stands, with the facts of now; what it no longer finds is gone in this run."""
    begun = time.monotonic()
    names = {"code": code, "run": run.pk}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS audit_found")
        cursor.execute(statement("subsidies", "audit_found"))
        cursor.execute(f"INSERT INTO audit_found {statement('subsidies', CHECKS[code].statement)}", _params(run, code))
    found = execute("subsidies", "audit_keep", names)
    gone = AuditHit.objects.of(code).standing().exclude(last_run=run).update(gone_in=run)
    fresh = AuditHit.objects.of(code).filter(first_run=run).count()
    return {"found": found, "new": fresh, "gone": gone, "ms": round((time.monotonic() - begun) * 1000)}


def finish(run: AuditRun, counts: dict[str, dict[str, int]]) -> None:
    run = AuditRun.objects.locked().get(pk=run.pk)
    run.counts = counts
    _close(run, RunStatus.DONE)


def stop(run: AuditRun, *, cancelled: bool) -> None:
    """The job was cancelled or has failed: questions already asked stand, the next run asks all of them again."""
    run = AuditRun.objects.locked().get(pk=run.pk)
    if run.status == RunStatus.RUNNING:
        _close(run, RunStatus.CANCELLED if cancelled else RunStatus.FAILED)


@transaction.atomic
def resume(run: AuditRun) -> None:
    """The failed job is taken up again, unless a later run has asked meanwhile."""
    run = AuditRun.objects.locked().get(pk=run.pk)
    if AuditRun.objects.filter(pk__gt=run.pk).exists():
        raise Refused(_("这次核查之后已有新的核查，不能再重试；请重新发起。"))
    run.move_to(RunStatus.RUNNING)
    run.finished_at = None
    run.save(update_fields=["status", "finished_at"])


@transaction.atomic
def explain(*, hit: AuditHit, text: str, seen: str, by: User) -> AuditExplanation:
    """Why it is no fault; `seen` is the hash of the facts that the author looked at, and it holds for these alone."""
    refuse_empty(text, _("请写明情况和依据。"))
    hit = AuditHit.objects.locked().get(pk=hit.pk)
    if hit.gone_in_id:
        raise Refused(_("最近一次核查已没有这一发现，不必说明。"), code="gone")
    if hit.facts_hash != seen:
        raise Stale(_("这一发现的事实已变化，请重新查看后再说明。"))
    made = AuditExplanation.objects.create(hit=hit, text=text.strip(), facts=hit.facts, facts_hash=hit.facts_hash, made_by=by)
    audit.record("subsidies.audit_hit.explained", by=by, target=hit, unit=hit.school, note=text.strip())
    return made


def _close(run: AuditRun, status: str) -> None:
    run.move_to(status)
    run.finished_at = timezone.now()
    run.save(update_fields=["status", "finished_at", "counts"])


def _params(run: AuditRun, code: str) -> dict[str, object]:
    policy = PolicyVersion.objects.law()
    return {
        "day": run.day, "zone": settings.TIME_ZONE, "delay": DAYS_UNTIL_PAID, "collects": CHILDREN_COLLECTED_FOR,
        "alike": CHILDREN_ALIKE, "absent": DAYS_ABSENT, "top": policy.tiers[0].code,
        "locked": [each.code for each in policy.categories if each.locked],
        "programmes": [each.code for each in policy.programmes], "groups": [each.exclusive_group for each in policy.programmes],
        **(_spelled_names() if code == "A9" else {}), **(_rates() if code == "A10" else {}),
    }  # fmt: skip


def _spelled_names() -> dict[str, list[str]]:
    """Names with other signs than Han characters, and how they compare; the others are their own key."""
    names = [name for (name,) in fetch("subsidies", "audit_spelled_names")]
    return {"names": names, "keys": [name_key(name) for name in names]}


def _rates() -> dict[str, list[object]]:
    """The standard of every policy, term, programme, stage and tier that approved rows can have."""
    approved = Entitlement.objects.filter(status=EntitlementStatus.APPROVED).order_by()
    pinned = list(approved.values_list("policy", "term").distinct())
    versions = PolicyVersion.objects.filter(pk__in=[policy for policy, _term in pinned])
    policies = {version.pk: parse(version.document) for version in versions}
    rows = [(policy, term, *rate) for policy, term in pinned for rate in _rates_of(policies[policy], term)]
    columns: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) or [()] * 6
    heads = ("policies", "terms", "programmes", "stages", "tiers", "amounts")
    return {f"rate_{head}": list(column) for head, column in zip(heads, columns, strict=True)}


def _rates_of(policy: Policy, term: str) -> list[tuple]:
    asked = [
        (programme, stage, tier)
        for programme in policy.programmes
        for stage in SchoolStage.values
        for tier in ("", *(each.code for each in policy.tiers))
    ]
    found = [(programme.code, stage, tier, rate_on(programme, term, stage, tier)) for programme, stage, tier in asked]
    return [(code, stage, tier, rate.amount) for code, stage, tier, rate in found if rate]
