"""What the database promises of rounds, applications, lists, notices and objections, whoever writes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from students.actions import application_codes, cancellations, objections
from students.determination_choices import ApplicationStatus, DeterminationListStatus, NoticeKind
from students.models import (
    AdvanceNotice,
    Application,
    ApplicationCode,
    Cancellation,
    Determination,
    DeterminationList,
    PublicNotice,
    PublicNoticeRow,
    ReviewMember,
)  # fmt: skip
from tests.factories import determinations as make
from tests.factories.students import a_determination
from tests.promises import changed, is_kept, refused, twice

pytestmark = pytest.mark.django_db
S = DeterminationListStatus


def test_the_days_of_a_round_follow_one_another_and_its_groups_are_groups():
    made = make.a_round()
    is_kept("determination_round_opens_before_applications_end", changed(made, opens_on=made.applications_until + timedelta(1)))
    is_kept("determination_round_ends_after_applications", changed(made, due_on=made.applications_until - timedelta(1)))
    is_kept("determination_round_newcomers_have_no_less_time", changed(made, newcomers_due_on=made.due_on - timedelta(1)))
    is_kept("determination_round_is_posted_five_days", changed(made, posting_days=4))
    is_kept("determination_round_groups_are_groups", changed(made, class_members=2))


def test_an_advance_notice_reached_somebody(school):
    facts = {"round": make.a_round(), "school": school, "channel": "letter", "told_on": make.OPENS, "recorded_by": make.clerk()}
    is_kept("advance_notice_reached_somebody", lambda: AdvanceNotice.objects.create(**facts, told=0))
    is_kept("advance_notice_receipts_are_of_the_told", lambda: AdvanceNotice.objects.create(**facts, told=3, receipts=4))


def test_a_meeting_has_its_minutes_and_each_member_once(child):
    meeting = make.a_class_meeting(child)
    is_kept("review_meeting_of_a_class_names_it", changed(meeting, class_name=""))
    is_kept("review_meeting_has_its_minutes", changed(meeting, summary=""))
    is_kept("review_member_once_a_meeting", twice(ReviewMember.objects.create, meeting=meeting, name="李", capacity="parent"))


def test_a_child_applies_once_a_round_and_has_one_code(child):
    application = make.an_application(child)
    again = {"round": application.round, "enrolment": child, "origin": "paper"}
    is_kept("application_one_stands_per_child_and_round", lambda: Application.objects.create(**again))
    application_codes.issue(round=application.round, enrolments=[child], by=make.officer(child.school))
    other = {"round": application.round, "enrolment": child, "code_index": b"x" * 32, "issued_by": make.clerk()}
    is_kept("application_code_one_per_child", lambda: ApplicationCode.objects.create(**other))


def test_an_application_goes_through_the_hands_of_class_and_school(child):
    application = make.a_decided(child)
    is_kept("application_has_its_commitment", changed(application, committed_on=None))
    is_kept("application_by_phone_was_informed_first", changed(application, origin="phone"))
    is_kept("application_is_weighed_by_the_class", changed(application, class_meeting=None))
    is_kept("application_tier_is_the_groups", changed(application, school_meeting=None))
    is_kept("application_votes_are_of_all", changed(application, votes_for=6))
    is_kept("application_proven_by_data_names_the_tier", changed(application, origin="proven"))
    is_kept("application_below_what_is_proven_says_why", changed(application, proven_tier="severe"))
    is_kept("application_approved_has_its_day", _approved_in_the_past(application))


def _approved_in_the_past(application):
    """Its list was posted and has run out, but no list names it any more."""
    make.posted(make.a_list(application.enrolment.school))
    return changed(application, status=ApplicationStatus.CANCELLED, list=None)


def test_a_list_names_only_who_is_determined(child):
    make.a_decided(child)
    made = make.a_list(child.school)
    is_kept("application_on_a_list_is_determined", changed(Application.objects.get(), status=ApplicationStatus.REVIEWED))
    facts = {"round": made.round, "school": child.school, "made_by": make.clerk()}
    is_kept("determination_list_once_per_number", lambda: DeterminationList.objects.create(**facts, number=1))
    is_kept("determination_list_one_open_at_a_time", lambda: DeterminationList.objects.create(**facts, number=2))


def test_a_list_passes_through_three_different_hands(child):
    make.a_decided(child)
    made, now = make.at_the_county(make.a_list(child.school)), timezone.now()
    is_kept("determination_list_has_passed_every_hand", changed(made, status=S.APPROVED))
    is_kept("determination_list_submission_has_its_time", changed(made, submitted_at=None))
    is_kept("determination_list_review_has_its_time", changed(made, reviewed_at=None))
    is_kept("determination_list_approval_has_its_time", changed(made, approved_at=now))
    is_kept("determination_list_reviewer_has_not_submitted", changed(made, submitted_by=make.reviewer()))
    done = {"status": S.APPROVED, "approved_at": now}
    is_kept("determination_list_approver_has_not_reviewed", changed(made, **done, approved_by=make.reviewer()))
    is_kept("determination_list_approver_has_not_submitted", changed(made, **done, approved_by=made.submitted_by))
    emptied = dict.fromkeys(("submitted_by", "submitted_at", "reviewed_by", "reviewed_at"))
    is_kept("determination_list_returned_says_why", changed(made, status=S.RETURNED, **emptied))
    make.approved(made, 1)
    refused("determination_list_is_final_once_approved", changed(made, number=9))


def test_nobody_is_approved_before_the_notice_of_his_tier_has_run_out(child):
    make.a_decided(child)
    make.at_the_county(make.a_list(child.school))
    application = Application.objects.get()
    early = {"status": ApplicationStatus.APPROVED, "approved_on": make.LAST_DAY}
    refused("application_is_approved_after_its_notice", changed(application, **early))
    other_tier = early | {"approved_on": make.DAY_AFTER, "tier": "severe"}
    refused("application_is_approved_after_its_notice", changed(application, **other_tier))


def test_nobody_under_objection_is_approved(child):
    make.a_decided(child)
    notice = make.posted(make.a_list(child.school))
    objections.record(
        notice=notice, row=notice.rows.get(), objector="邻居", contact="0917", content="不属实", by=None, today=make.POSTED
    )
    late = {"status": ApplicationStatus.APPROVED, "approved_on": make.DAY_AFTER}
    refused("application_under_objection_is_held", changed(Application.objects.get(), **late))


def test_what_was_posted_stays_as_it_was_posted(child):
    make.a_decided(child)
    notice = make.posted(make.a_list(child.school))
    refused("public_notice_is_final_once_posted", changed(notice, ends_on=make.POSTED + timedelta(1)))
    refused("never_deleted|Cannot delete", lambda: PublicNotice.objects.filter(pk=notice.pk)._raw_delete("default"))
    row = notice.rows.get()
    refused("append_only|Cannot", changed(row, cells=["另一人", "1班", "一般困难"]))
    is_kept("public_notice_withdrawal_has_its_person", changed(notice, withdrawn_on=make.POSTED, withdrawal="错"))
    is_kept("public_notice_withdrawal_says_why", changed(notice, withdrawn_on=make.POSTED, withdrawn_by=make.clerk()))
    again = {"notice": notice, "position": row.position, "cells": []}
    is_kept("public_notice_row_once_a_position", lambda: PublicNoticeRow.objects.create(**again))


def test_a_notice_shows_allowed_columns_for_five_days(child):
    facts = {
        "kind": NoticeKind.AID, "school": child.school, "title": "公示", "columns": ["name"], "place": "公告栏",
        "contact": "电话", "days": 5, "posted_on": make.POSTED, "ends_on": make.LAST_DAY, "posted_by": make.clerk(),
    }  # fmt: skip
    create = PublicNotice.objects.create
    is_kept("public_notice_shows_what_is_allowed", lambda: create(**{**facts, "columns": ["name", "resident_id"]}))
    is_kept("public_notice_runs_five_days", lambda: create(**{**facts, "days": 4}))
    is_kept("public_notice_of_a_determination_has_its_list", lambda: create(**{**facts, "kind": NoticeKind.DETERMINATION}))
    assert create(**facts).pk


def test_an_objection_is_answered_by_somebody_once(child):
    make.a_decided(child)
    notice = make.posted(make.a_list(child.school))
    made = objections.record(notice=notice, row=None, objector="", contact="", content="漏了人", by=None, today=make.POSTED)
    is_kept("objection_answered_says_what_and_who", changed(made, result="dismissed"))
    objections.answer(objection=made, result="dismissed", answer="已核实", by=make.officer(child.school))
    refused("answered_is_final|Cannot update", changed(made, answer="改口"))


def test_a_cancellation_is_decided_by_another_person_with_its_reason(child):
    make.a_decided(child)
    make.approved(make.at_the_county(make.a_list(child.school)), 1)
    made = cancellations.propose(application=Application.objects.get(), reason="隐瞒", evidence=None, by=make.clerk())
    facts = {"application": made.application, "proposed_by": make.clerk()}
    is_kept("cancellation_one_open_per_application", lambda: Cancellation.objects.create(**facts, reason="又一次"))
    is_kept("cancellation_says_why", changed(made, reason=""))
    decided = {"status": "approved", "decided_by": make.reviewer(), "decided_at": timezone.now()}
    is_kept("cancellation_decided_has_its_person", changed(made, status="approved"))
    is_kept("cancellation_decision_has_its_time", changed(made, **decided | {"decided_at": None}))
    is_kept("cancellation_decided_by_another_person", changed(made, **decided | {"decided_by": make.clerk()}))


def test_a_determination_comes_from_a_list_or_from_an_application():
    made = a_determination()
    is_kept("determination_comes_from_a_list_or_an_application", changed(made, release=None))
    assert Determination.objects.get().source == made.release
