"""Rows of the subsidies floor with sensible defaults."""

from datetime import date

from django.utils import timezone

from subsidies.choices import PolicyStatus, RunStatus
from subsidies.models import Decision, DecisionCase, DryChange, EligibilityRun, Finding, PolicyVersion, Programme, Whereabouts
from tests.factories.students import a_record, an_enrolment, the_term


def the_policy() -> PolicyVersion:
    return PolicyVersion.objects.in_force()


def a_policy(**facts: object) -> PolicyVersion:
    number = PolicyVersion.objects.count() + 1
    return PolicyVersion.objects.create(**{"number": number, "document": {}, "status": PolicyStatus.DRAFT, **facts})


def a_run(**facts: object) -> EligibilityRun:
    defaults = {"term": the_term(), "cut_off_on": date(2022, 9, 30), "policy": the_policy(), "status": RunStatus.DONE}
    finished = None if facts.get("status") == RunStatus.RUNNING else timezone.now()
    return EligibilityRun.objects.create(**{**defaults, "finished_at": finished, **facts})


def a_case(**facts: object) -> DecisionCase:
    defaults = {
        "programme": Programme.objects.get(code="CE_BOARD"), "policy": the_policy(), "term": the_term(), "stage": "primary",
        "grade": 3, "boarding": True, "agriculture": False, "categories": ["LIFTED"], "tier": "severe", "amount": 500,
        "waiver": False, "grounds": ["LIFTED"], "outcome": "CE_BOARD|severe|500.00|0|LIFTED|LIFTED",
    }  # fmt: skip
    return DecisionCase.objects.create(**{**defaults, **facts})


def a_decision(**facts: object) -> Decision:
    enrolment = facts.pop("enrolment", None) or an_enrolment()
    case = facts.pop("case", None) or DecisionCase.objects.first() or a_case()
    defaults = {"student": enrolment.student, "school": enrolment.school, "term": enrolment.term, "programme": case.programme}
    return Decision.objects.create(**{**defaults, "enrolment": enrolment, "case": case, "run": a_run(), **facts})


def a_finding(**facts: object) -> Finding:
    enrolment = facts.pop("enrolment", None) or an_enrolment()
    defaults = {"student": enrolment.student, "school": enrolment.school, "term": enrolment.term, "code": "tier_low"}
    return Finding.objects.create(**{**defaults, "enrolment": enrolment, "run": a_run(), **facts})


def a_dry_change(**facts: object) -> DryChange:
    enrolment = facts.pop("enrolment", None) or an_enrolment()
    defaults = {"student": enrolment.student, "school": enrolment.school, "change": "gained"}
    return DryChange.objects.create(**{**defaults, "programme": Programme.objects.first(), **facts})


def a_whereabouts(**facts: object) -> Whereabouts:
    record = facts.pop("record", None) or a_record()
    return Whereabouts.objects.create(**{"term": the_term(), "record": record, "code": "SUSPECT", "run": a_run(), **facts})
