"""The auditors' questions: what is planted is found and nothing else; a hit stands until its facts no longer hold."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, InternalError, transaction

from aid_portal import jobs
from aid_portal.errors import Refused, Stale
from aid_portal.models import AuditEvent
from students.models import Enrolment
from subsidies.actions import adjustments, audit_checks
from subsidies.models import AuditExplanation, AuditHit, AuditRun, Decision, Entitlement, Payment
from subsidies.rules.audit_questions import CHECKS, RUNNABLE
from subsidies.tasks import ask_every_night
from tests.factories.planted_county import ASKED_ON, a_planted_county
from tests.factories.students import an_index
from tests.factories.subsidies import a_run
from tests.factories.subsidies_money import (
    a_batch,
    a_card,
    a_hand,
    a_payment,
    an_enrolled_child,
    an_entitlement,
    approved,
    the_money,
)

pytestmark = pytest.mark.django_db


def asked() -> AuditRun:
    run = audit_checks.start(by=None, day=ASKED_ON, post=False)
    jobs.run_inline(run.job)
    run.refresh_from_db()
    assert run.status == "done", run.job.error
    return run


def ask(code: str, day: date = ASKED_ON) -> list[AuditHit]:
    """One question alone."""
    run = AuditRun.objects.create(day=day)
    counts = audit_checks.ask(run, code)
    audit_checks.finish(run, {code: counts})
    return list(AuditHit.objects.of(code).standing().with_explained())


def standing() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, key in AuditHit.objects.standing().values_list("code", "key"):
        found.setdefault(code, set()).add(key)
    return found


def without_basis() -> Entitlement:
    """A7: approved, and the result behind it no longer holds."""
    the_money()
    (row,) = approved(an_entitlement())
    Decision.objects.filter(pk=row.decision_id).update(superseded_by=a_run())
    return row


def test_the_auditor_finds_each_planted_case_and_nothing_else(tmp_path: Path) -> None:
    county = a_planted_county(tmp_path)
    run = asked()
    assert standing() == county.expected
    assert set(county.expected) == {check.code for check in RUNNABLE} == set(CHECKS) - {"A22"}
    assert run.counts["A14"]["found"] == run.counts["A14"]["new"] == 2
    before = list(AuditHit.objects.order_by("pk").values("code", "key", "facts_hash", "first_run"))
    again = asked()
    assert list(AuditHit.objects.order_by("pk").values("code", "key", "facts_hash", "first_run")) == before
    assert (again.found, again.fresh, again.gone) == (run.found, 0, 0)


def test_a_hit_stands_until_it_is_put_right_and_is_the_same_when_it_comes_again() -> None:
    row = without_basis()
    (hit,) = ask("A7")
    assert (hit.key, hit.entitlement_id, hit.amount, hit.state) == (f"basis:{row.pk}", row.pk, Decimal("500.00"), "open")
    Decision.objects.filter(pk=row.decision_id).update(superseded_by=None)
    assert ask("A7") == []
    hit = AuditHit.objects.with_explained().get()
    assert (hit.state, hit.gone_in_id) == ("gone", AuditRun.objects.latest("pk").pk)
    Decision.objects.filter(pk=row.decision_id).update(superseded_by=a_run())
    (back,) = ask("A7")
    assert (back.pk, back.first_run_id, back.gone_in_id) == (hit.pk, hit.first_run_id, None)


def test_an_explained_hit_stays_explained_until_its_facts_change() -> None:
    row = without_basis()
    (hit,) = ask("A7")
    audit_checks.explain(hit=hit, text="学生已转为特困供养，名单下月到。", seen=hit.facts_hash, by=a_hand("chen"))
    (hit,) = ask("A7")
    assert hit.state == "explained"
    Decision.objects.filter(pk=row.decision_id).update(superseded_by=a_run())
    (hit,) = ask("A7")
    assert hit.state == "open"
    assert hit.explanations.count() == 1


def test_an_explanation_says_why_and_is_of_what_its_author_saw() -> None:
    without_basis()
    (hit,) = ask("A7")
    with pytest.raises(Refused, match="请写明情况和依据"):
        audit_checks.explain(hit=hit, text="  ", seen=hit.facts_hash, by=a_hand("chen"))
    with pytest.raises(Stale, match="事实已变化"):
        audit_checks.explain(hit=hit, text="已核实", seen="0" * 64, by=a_hand("chen"))
    Decision.objects.update(superseded_by=None)
    ask("A7")
    with pytest.raises(Refused, match="已没有这一发现"):
        audit_checks.explain(hit=hit, text="已核实", seen=hit.facts_hash, by=a_hand("chen"))
    assert AuditExplanation.objects.count() == 0
    with pytest.raises(IntegrityError, match="audit_explanation_says_why"), transaction.atomic():
        AuditExplanation.objects.create(hit=hit, text="", facts={}, facts_hash="", made_by=a_hand("chen"))


def test_an_explanation_is_never_changed() -> None:
    without_basis()
    (hit,) = ask("A7")
    made = audit_checks.explain(hit=hit, text="已核实", seen=hit.facts_hash, by=a_hand("chen"))
    with pytest.raises(InternalError), transaction.atomic():
        AuditExplanation.objects.filter(pk=made.pk).update(text="另一说法")


def test_facts_name_no_child_and_no_number(tmp_path: Path) -> None:
    a_planted_county(tmp_path)
    asked()
    told = json.dumps(list(AuditHit.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert not [word for word in ("李明", "张伟", "王芳", "赵老师", "621700", "G610324") if word in told]


def test_every_fact_of_every_hit_has_its_word(tmp_path: Path) -> None:
    a_planted_county(tmp_path)
    asked()
    silent = {"payments", "entitlements", "superseded_run", "other_term"}
    for hit in AuditHit.objects.all():
        named = {fact.name for fact in CHECKS[hit.code].facts}
        assert set(hit.facts) - named - silent == set(), hit.code


def test_approved_and_never_paid_is_asked_when_the_term_is_over() -> None:
    the_money()
    (row,) = approved(an_entitlement())
    assert ask("A6", date(2023, 1, 31)) == []
    (hit,) = ask("A6", date(2023, 2, 2))
    assert (hit.key, hit.facts["problem"]) == (f"unpaid:{row.pk}", "not_paid")


def test_a_child_of_the_waiting_list_is_due_and_not_helped() -> None:
    the_money()
    row = an_entitlement(list=None)
    other = an_entitlement()
    Entitlement.objects.filter(pk=other.pk).update(status="waiting", note="名额已满")
    approved(row)
    (hit,) = ask("A6", date(2022, 12, 1))
    assert (hit.student_id, hit.facts["standing"]) == (other.student_id, "waiting")


def test_siblings_with_one_card_are_no_hit_and_a_teachers_card_is() -> None:
    the_money()
    facts = {"bank_account": a_card(), "guardian_index": an_index()}
    rows = [an_entitlement(enrolment=an_enrolled_child(**facts)) for _each in range(2)]
    approved(*rows)
    a_batch()
    assert ask("A8") == []
    Enrolment.objects.filter(pk=rows[0].enrolment_id).update(guardian_index=None)
    (hit,) = ask("A8")
    assert hit.facts["children"] == 2


def test_a_name_that_is_only_written_otherwise_is_the_same_holder() -> None:
    the_money()
    facts = {"name": "阿卜杜拉·艾力", "name_key": "阿卜杜拉·艾力", "account_holder": "阿卜杜拉•艾 力"}
    approved(an_entitlement(enrolment=an_enrolled_child(**facts)))
    a_batch()
    assert ask("A9") == []


def test_a_recovery_past_its_day_is_asked_and_one_before_it_is_not() -> None:
    the_money()
    payment = a_payment()
    Payment.objects.filter(pk=payment.pk).update(status="paid", settled_on=date(2022, 11, 21))
    facts = {"entitlement": payment.entitlement, "kind": "claw_back", "amount": Decimal("200.00"), "reason": "中途退学"}
    made = adjustments.propose(**facts, by=a_hand("chen"))
    due = adjustments.decide(adjustment=made, approved=True, by=a_hand("lin")).recovery.due_on
    assert ask("A7", due) == []
    (hit,) = ask("A7", date(due.year + 1, due.month, 1))
    assert (hit.facts["problem"], hit.amount) == ("not_back", Decimal("200.00"))


def test_there_is_one_run_at_a_time_and_a_stopped_one_says_so() -> None:
    run = audit_checks.start(by=a_hand("chen"), post=False)
    assert audit_checks.start(by=a_hand("lin"), post=False) == run
    with pytest.raises(IntegrityError, match="audit_run_one_at_a_time"), transaction.atomic():
        AuditRun.objects.create(day=ASKED_ON)
    with pytest.raises(IntegrityError, match="audit_run_finished_iff_not_running"), transaction.atomic():
        AuditRun.objects.filter(pk=run.pk).update(status="failed")
    jobs.cancel(run=run.job, by=a_hand("chen"))
    run.refresh_from_db()
    assert (run.status, run.found) == ("cancelled", None)


def test_one_thing_is_one_hit_of_a_check() -> None:
    run = AuditRun.objects.create(day=ASKED_ON)
    facts = {"code": "A1", "key": "1", "facts": {}, "facts_hash": "", "first_run": run, "last_run": run}
    AuditHit.objects.create(**facts)
    with pytest.raises(IntegrityError, match="audit_hit_once_per_check_and_key"), transaction.atomic():
        AuditHit.objects.create(**facts)


def test_the_questions_are_asked_every_night_and_from_the_console(capsys: pytest.CaptureFixture) -> None:
    without_basis()
    call_command("audit_checks")
    counts = json.loads(capsys.readouterr().out)
    assert counts["A7"]["found"] == 1
    assert set(counts) == {check.code for check in RUNNABLE}
    ask_every_night()
    assert AuditRun.objects.filter(requested_by=None).count() == 2


def test_who_asked_is_in_the_log() -> None:
    audit_checks.start(by=a_hand("chen"), post=False)
    assert AuditEvent.objects.filter(event="subsidies.audit_checks.started", actor="chen某").exists()
