"""What waits after a check: policies to approve, findings of the own schools, children to look for, hits to explain."""

from collections.abc import Callable, Iterator, Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Viewer, Waiting, register_todos, register_waiting
from students.models import TermSetting
from subsidies.choices import FindingCode, Place, PolicyStatus, RunStatus
from subsidies.models import AuditHit, Finding, PolicyVersion, Whereabouts
from subsidies.reports import standing

WORK: Mapping[FindingCode, tuple[str | Promise, str]] = {
    FindingCode.DOUBLE_ENROLMENT: (gettext_lazy("核实双重学籍的学生"), "people"),
    FindingCode.TIER_LOW: (gettext_lazy("更正认定档次偏低的学生"), "exclamation-triangle"),
    FindingCode.NEEDS_DETERMINATION: (gettext_lazy("给有困难类别的学生做认定"), "pencil-square"),
}


def policies_to_approve(viewer: Viewer) -> QuerySet[PolicyVersion]:
    submitted = PolicyVersion.objects.visible_to(viewer.user).filter(status=PolicyStatus.SUBMITTED)
    return submitted.exclude(drafted_by__in=viewer.user.stands_for)


def findings_of_my_schools(code: str) -> Callable[[Viewer], QuerySet[Finding]]:
    """What a school can put right; the bureau sees the numbers in its panel."""

    def find(viewer: Viewer) -> QuerySet[Finding]:
        live = Finding.objects.visible_to(viewer.user).live().filter(term=str(viewer.term), code=code)
        return live.none() if viewer.user.has(Permission.CHECK_VIEW) else live

    return find


def list_of_findings(code: str) -> Callable[[Viewer], str]:
    return lambda viewer: rows("subsidies:finding-list", term=str(viewer.term), code=code)


def children_to_look_for(viewer: Viewer) -> QuerySet[Whereabouts]:
    return Whereabouts.objects.visible_to(viewer.user).filter(term=str(viewer.term), code=Place.SUSPECT)


def hits_to_explain(viewer: Viewer) -> QuerySet[AuditHit]:
    """What the auditors' questions have found and nobody has explained."""
    return AuditHit.objects.visible_to(viewer.user).standing().with_explained().filter(explained=False)


def check_to_run(viewer: Viewer) -> Iterator[Todo]:
    """A term with children that was never checked, or facts that came after the last check."""
    term = TermSetting.objects.filter(pk=str(viewer.term), locked_at=None).first()
    if term is None or term.runs.filter(status=RunStatus.RUNNING).exists() or not term.enrolments.exists():
        return
    run, url = standing.last_run(term.pk), rows("subsidies:run-start", term=term.pk)
    if run is None:
        yield Todo(AID, _("对%(term)s做资格比对") % {"term": term}, 1, url, "play-circle")
    elif newer := standing.newer_than(run, term):
        hint = _("上次比对以后有变化：%(what)s") % {"what": "、".join(newer)}
        yield Todo(AID, _("再次比对%(term)s") % {"term": term}, 1, url, "arrow-clockwise", hint=hint)


register_todos(Permission.CHECK_RUN, check_to_run, "subsidies:run-list")
for code, (what, icon) in WORK.items():
    register_waiting(
        Waiting(
            f"finding-{code.value.replace('_', '-')}", AID, "subsidies:finding-list", what, icon, Permission.DECISION_VIEW,
            findings_of_my_schools(code.value), since="run__finished_at", unit="school", many=True,
            listed=list_of_findings(code.value),
        )
    )  # fmt: skip
register_waiting(
    Waiting(
        "child-suspect", AID, "subsidies:whereabouts-list", gettext_lazy("核实疑似失学辍学的监测对象"), "geo-alt",
        Permission.PROOF_SUBMIT, children_to_look_for, since="run__finished_at", unit="school", many=True,
        detail="subsidies:whereabouts-detail",
        listed=lambda viewer: rows("subsidies:whereabouts-list", term=str(viewer.term), code=Place.SUSPECT.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "policy-approve", AID, "subsidies:policy-list", gettext_lazy("批准政策标准"), "journal-text",
        Permission.POLICY_APPROVE, policies_to_approve, since="drafted_at", by="drafted_by",
        detail="subsidies:policy-detail", listed=lambda viewer: rows("subsidies:policy-list"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "hit-explain", AID, "subsidies:audit-bench", gettext_lazy("说明审计核查的发现"), "shield-check",
        Permission.AUDIT_CHECK_EXPLAIN, hits_to_explain, since="first_run__started_at", unit="school", many=True,
        detail="subsidies:audit-hit-detail", listed=lambda viewer: rows("subsidies:audit-bench"),
    )
)  # fmt: skip
