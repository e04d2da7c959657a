"""A hit of an auditors' question, found by a run that is over."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from subsidies.models import AuditHit, AuditRun
from tests.factories.students import an_enrolment, the_term
from tests.factories.subsidies_money import the_programme


def an_audit_run(**facts: object) -> AuditRun:
    counts = {"A7": {"found": 1, "new": 1, "gone": 0, "ms": 12}}
    defaults = {"day": date(2023, 3, 1), "status": "done", "finished_at": timezone.now(), "counts": counts}
    return AuditRun.objects.create(**{**defaults, **facts})


def a_hit(**facts: object) -> AuditHit:
    """A7 of a child of the first school, unless told otherwise."""
    run = facts.pop("run", None) or AuditRun.objects.filter(status="done").first() or an_audit_run()
    of_child = {"school": facts["school"]} if facts.get("school") else {}
    enrolment = facts.pop("enrolment", None) or an_enrolment(**of_child)
    defaults = {
        "code": "A7", "key": f"basis:{AuditHit.objects.count()}", "term": the_term(), "student": enrolment.student,
        "school": enrolment.school, "amount": Decimal("500.00"), "facts_hash": "0" * 64, "first_run": run, "last_run": run,
        "facts": {"problem": "no_basis", "programme": the_programme().code},
    }  # fmt: skip
    return AuditHit.objects.create(**{**defaults, **facts})
