"""The eligibility check of a term: start, plan its parts, decide the children of some schools, finish, stop.

The law is asked once per distinct case (house.md 11); what it answers is compared with the live decisions and only what
changed is written, so a part that runs twice writes nothing the second time.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, jobs
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.sql import analyse, execute, fetch, refresh_statistics
from students.actions import matches
from students.actions.terms import open_term
from students.choices import RecordKind
from students.models import Release, TermSetting
from subsidies.actions import cases, run_states, whereabouts
from subsidies.choices import RunStatus
from subsidies.models import Decision, EligibilityRun, Finding, PolicyVersion, Programme
from subsidies.rules.policy import Policy, parse, risk_rule
from subsidies.rules.signatures import STAGES, category_codes, tier_codes

KIND = "subsidies.check"
MOST_PARTS, SMALLEST_PART = 6, 2_000
READS = (
    "students_enrolment", "students_record", "students_determination", "students_matchpair", "subsidies_decision",
    "subsidies_finding",
)  # fmt: skip
WRITES = ("supersede_changed", "supersede_left", "refresh_links", "add_decisions")


@transaction.atomic
def start(
    *, term: TermSetting, by: User | None, dry: bool = False, policy: PolicyVersion | None = None, post: bool = True
) -> EligibilityRun:
    """A new run with the day, the policy and the releases of now; the running one of the term if there is one.

    Only a dry run may ask another policy than the one in force: a draft, or one of former times.
    """
    if policy and not dry:
        raise Refused(_("正式比对只按现行有效的政策进行；其他版本请用试算。"))
    term = TermSetting.objects.locked().get(pk=term.pk if dry else open_term(term.pk).pk)  # two clicks make one run
    running = EligibilityRun.objects.filter(term=term, status=RunStatus.RUNNING).first()
    if running:
        return running
    _refuse_without_children(term)
    policy = policy or PolicyVersion.objects.in_force()
    _know_programmes(policy)
    releases = Release.objects.newest_on(term.cut_off_on)
    run = EligibilityRun.objects.create(
        term=term, cut_off_on=term.cut_off_on, policy=policy,
        releases={kind: release.pk for kind, release in releases.items()}, dry=dry, requested_by=by,
    )  # fmt: skip
    title = _("%(term)s资格试算") if dry else _("%(term)s资格比对")
    run.job = jobs.start(
        KIND, by=by, title=title % {"term": term}, params={"run": run.pk}, unique_key=f"check:{term.pk}", post=post
    )
    run.save(update_fields=["job"])
    audit.record("subsidies.check.started", by=by or audit.CONSOLE, target=run, note=str(run.job.title))
    return run


def _know_programmes(policy: PolicyVersion) -> None:
    """A draft may name a programme that no approved policy has yet; the dry run needs its lasting row."""
    Programme.objects.bulk_create(
        [Programme(code=each.code, label=each.label, position=each.order) for each in parse(policy.document).programmes],
        ignore_conflicts=True,
    )


def plan(run: EligibilityRun) -> list[tuple[str, int]]:
    """The questions of the term brought up to date, and the schools cut into parts of about equal weight.

    A dry run asks them too, for they are no result and its forecast would differ without them; a locked term stays as it is.
    No parts where nothing has changed since the last check.
    """
    run.inputs_seen = run_states.inputs(run)
    run.same_as = run_states.still_holding(run)
    if not run.same_as:
        refresh_statistics(*READS)
        _refresh_questions(run)
        run.inputs_seen |= run_states.questions(run)  # only they are told anew: they rest on the others as those were before
    run.save(update_fields=["same_as", "inputs_seen"])
    return [] if run.same_as else _parts(run)


def _refresh_questions(run: EligibilityRun) -> None:
    if not run.term.is_locked:
        matches.refresh(term=run.term_id, releases=list(run.releases.values()))


def _parts(run: EligibilityRun) -> list[tuple[str, int]]:
    schools = fetch("subsidies", "check_schools", {"term": run.term_id})
    size = max(SMALLEST_PART, sum(children for _school, children in schools) // MOST_PARTS)
    parts: list[list] = []
    for school, children in schools:
        if not parts or parts[-1][2] >= size:
            parts.append([school, school, 0])
        parts[-1][1] = school
        parts[-1][2] += children
    return [(f"{first}-{last}", children) for first, last, children in parts]


def decide_part(run: EligibilityRun, part: str, guard: AbstractContextManager) -> None:
    """Decide the children of the schools of one part; `guard` is the transaction in which results may be written."""
    first, last = map(int, part.split("-"))
    schools = list(OrgUnit.objects.schools().filter(pk__range=(first, last)).values_list("pk", flat=True))
    policy = parse(run.policy.document)
    params = _params(run, policy, schools)
    with transaction.atomic():  # the cases are shared by all parts: commit them before the long write
        _ask_the_law(run, policy, params)
    with guard:
        if not run.dry:
            open_term(run.term_id)  # it may have been locked since the run began
        execute("subsidies", "check_proposed", params)
        execute("subsidies", "check_found", params)
        analyse("check_proposed (student_id, programme_id)", "check_found")
        _write(run, params)
        execute("subsidies", "drop_check_tables")


def _params(run: EligibilityRun, policy: Policy, schools: Sequence[int]) -> dict:
    return {"run": run.pk, **fact_params(run.term, run.cut_off_on, run.releases, policy, schools)}


def fact_params(
    term: TermSetting, day: date, releases: Mapping[str, int], policy: Policy, schools: Sequence[int]
) -> dict[str, object]:
    """What the statements ask that say which children count where, and what the lists say of them on the day."""
    risk = risk_rule(policy, term.pk)
    return {
        "term": term.pk, "day": day, "schools": list(schools),
        "term_first_day": term.term.first_day, "academic_year": str(term.term.academic_year),
        "releases": list(releases.values()), "disabled": releases.get(RecordKind.DISABLED, 0),
        "codes": category_codes(policy), "tiers": tier_codes(policy), "stages": list(STAGES),
        "risk_always": risk.mode == "always", "risk_from": risk.counts_from or date.max,
    }  # fmt: skip


def _ask_the_law(run: EligibilityRun, policy: Policy, params: dict) -> None:
    gather_facts(params)
    execute("subsidies", "check_children", params)
    execute("subsidies", "make_check_tables")
    signatures = [signature for signature, _count in fetch("subsidies", "check_signatures")]
    cases.answer(run, policy, signatures)
    analyse("check_child (student_id, signature)", "check_grant", "check_case_finding")


def gather_facts(params: dict) -> None:
    """Fills check_enrolled and check_fact, in this session alone."""
    execute("subsidies", "drop_check_tables")
    execute("subsidies", "check_enrolled", params)
    analyse("check_enrolled (enrolment_id, student_id, id_index, name_key, guardian_index, counts_at)")
    execute("subsidies", "check_facts", params)
    analyse("check_fact")


def _write(run: EligibilityRun, params: dict) -> None:
    if run.dry:
        execute("subsidies", "drop_dry_changes", params)
        execute("subsidies", "add_dry_changes", params)
        return
    for name in WRITES:
        execute("subsidies", name, params)
    execute("subsidies", "clear_findings", params)
    execute("subsidies", "add_findings", params)


def finish(run: EligibilityRun) -> dict[str, int]:
    """Where every monitored child is, and the figures of the run."""
    run = EligibilityRun.objects.locked().get(pk=run.pk)
    if run.same_as:
        run.results_left, run.counts = run.same_as.results_left, {**run.same_as.counts, "new": 0, "superseded": 0}
    else:
        _complete(run)
    _close(run, RunStatus.DONE)
    if not run.dry:
        announce(Happening.CHECK_FINISHED, run.pk)
    return run.counts


def _complete(run: EligibilityRun) -> None:
    if not run.dry:
        open_term(run.term_id)
        whereabouts.place_all(run)
        analyse("subsidies_decision")  # the next run compares with what this one wrote
        run.results_left = run_states.results(run)
    run.counts = _figures(run)


def _figures(run: EligibilityRun) -> dict[str, int]:
    if run.dry:
        return dict(fetch("subsidies", "dry_figures", {"run": run.pk}))
    live = Decision.objects.live().for_term(run.term_id)
    return {
        "decisions": live.count(),
        "children": live.values("student").distinct().count(),
        "new": Decision.objects.filter(run=run).count(),
        "superseded": Decision.objects.filter(superseded_by=run).count(),
        "findings": Finding.objects.live().filter(term=run.term_id).count(),
    }


def stop(run: EligibilityRun, *, cancelled: bool) -> None:
    """The job behind the run was cancelled or has failed; parts already decided stand, the next run goes on from there."""
    run = EligibilityRun.objects.locked().get(pk=run.pk)
    if run.status == RunStatus.RUNNING:
        _close(run, RunStatus.CANCELLED if cancelled else RunStatus.FAILED)


@transaction.atomic
def resume(run: EligibilityRun) -> None:
    """The failed job behind the run is taken up again, unless a later check of the term has been made meanwhile."""
    run = EligibilityRun.objects.locked().select_related("term").get(pk=run.pk)
    if not run.dry:
        open_term(run.term_id)
    later = EligibilityRun.objects.filter(term=run.term_id, dry=run.dry, pk__gt=run.pk).order_by("pk").last()
    if later:
        raise Refused(_("这次比对之后已有新的比对（%(later)s），不能再重试；请重新发起。") % {"later": later})
    run.move_to(RunStatus.RUNNING)
    run.finished_at = None
    run.save(update_fields=["status", "finished_at"])


def _close(run: EligibilityRun, status: str) -> None:
    run.move_to(status)
    run.finished_at = timezone.now()
    run.save(update_fields=["status", "finished_at", "counts", "results_left"])


def _refuse_without_children(term: TermSetting) -> None:
    """A check of an empty term would supersede nothing and decide nothing: say so instead."""
    if not term.enrolments.exists() and not term.decisions.live().exists():
        raise Refused(_("%(term)s还没有接收任何花名册，请先导入花名册。") % {"term": term})
