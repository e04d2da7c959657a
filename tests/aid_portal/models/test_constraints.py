"""What the database promises of units, assignments, jobs and requests."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.choices import AssignmentStatus, OrgKind, Role, SchoolType
from aid_portal.models import IdempotentAnswer, JobChunk, JobRun, UnmaskRequest
from tests.factories.portal import a_role, a_town, a_unit, a_user, the_bureau
from tests.promises import is_kept, twice

pytestmark = pytest.mark.django_db


def test_a_school_has_a_ten_digit_code_and_only_a_school_has_a_type():
    facts = {"parent": a_town(), "school_type": SchoolType.PRIMARY}
    is_kept("org_unit_school_has_a_ten_digit_code", lambda: a_unit(OrgKind.SCHOOL, "216100012", "九位小学", **facts))
    is_kept("org_unit_only_schools_have_a_school_type", lambda: a_unit(OrgKind.TOWN, "610324999", "某镇", **facts))


def test_there_is_one_bureau_and_only_it_has_no_parent():
    bureau = the_bureau()
    is_kept("org_unit_only_the_bureau_has_no_parent", lambda: a_unit(OrgKind.TOWN, "610324998", "某镇"))
    assert bureau.parent is None
    is_kept("org_unit_one_bureau", lambda: a_unit(OrgKind.BUREAU, "610325", "另一个局"))


def test_an_assignment_runs_forward_and_is_granted_by_a_second_and_third_person():
    wang, chen, now = a_user(), a_user(), timezone.now()
    role = {"user": wang, "role": Role.AUDITOR, "unit": the_bureau()}
    backwards = {"starts_on": date(2022, 9, 2), "ends_on": date(2022, 9, 1)}
    is_kept("role_assignment_starts_before_it_ends", lambda: a_role(**role, **backwards))
    alone = {"proposed_by": chen, "decided_by": chen, "decided_at": now}
    is_kept("role_assignment_granter_is_not_proposer", lambda: a_role(**role, **alone))
    himself = {"proposed_by": chen, "decided_by": wang, "decided_at": now}
    is_kept("role_assignment_nobody_grants_to_himself", lambda: a_role(**role, **himself))
    is_kept("role_assignment_decision_has_its_time", lambda: a_role(**role, status=AssignmentStatus.GRANTED, decided_by=chen))


def test_nobody_allows_himself_to_see_or_take_away_unmasked_data():
    chen = a_user()
    asked = {"kind": "export", "what": "资助结果", "reason": "审计", "requested_by": chen}
    own = {"decided_by": chen, "decided_at": timezone.now()}
    is_kept("unmask_request_approver_is_not_requester", lambda: UnmaskRequest.objects.create(**asked, **own))
    is_kept("unmask_request_decision_has_its_time", lambda: UnmaskRequest.objects.create(**asked, decided_by=a_user()))


def test_the_same_job_is_active_once_and_a_part_stands_once():
    is_kept("job_run_one_active_per_unique_key", twice(JobRun.objects.create, kind="k", title="任务", unique_key="check:2022A"))
    part = {"run": JobRun.objects.create(kind="k", title="任务"), "key": "1-9", "position": 1}
    is_kept("job_chunk_once_per_run", twice(JobChunk.objects.create, **part))


def test_a_key_of_a_person_is_answered_once():
    facts = {"user": a_user(), "key": "k" * 20}
    required = {
        field.name: b"" if field.get_internal_type() == "BinaryField" else 200
        for field in IdempotentAnswer._meta.concrete_fields
        if field.get_internal_type() in ("BinaryField", "PositiveSmallIntegerField") and not field.null
    }
    is_kept("idempotent_answer_once_per_user_and_key", twice(IdempotentAnswer.objects.create, **facts, **required))
