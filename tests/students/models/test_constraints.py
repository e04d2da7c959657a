"""What the database promises of students, rosters, records and answers."""

from functools import partial

import pytest
from django.utils import timezone

from students.choices import ChangeKind, PairStatus, RecordKind, ReleaseStatus, UploadStatus
from students.models import ReleaseChange, RosterAcceptance, RosterMend, RosterRow
from tests.factories import students as make
from tests.factories.portal import a_school, a_user
from tests.promises import is_kept, twice

pytestmark = pytest.mark.django_db


def test_a_child_stands_once_by_id_or_once_by_registry_number_and_never_by_both():
    index = make.an_index()
    is_kept("student_one_per_id", twice(make.a_student, id_index=index))
    is_kept("student_without_id_one_per_registry_number", twice(make.a_student, id_index=None, registry_index=index))
    is_kept("student_is_known_by_id_or_registry_number", lambda: make.a_student(id_index=None))


def test_a_merge_joins_two_children_once_and_names_who_decided():
    kept, merged = make.a_student(), make.a_student()
    is_kept("student_merge_once_per_pair", twice(make.a_merge, kept=kept, merged=merged))
    is_kept("student_merge_joins_two_children", lambda: make.a_merge(kept=kept, merged=kept))
    is_kept("student_merge_decision_has_its_time", lambda: make.a_merge(decided_by=a_user()))


def test_a_locked_term_names_who_locked_it():
    term = make.the_term()
    term.locked_at = timezone.now()
    is_kept("term_setting_lock_has_its_person", term.save)


def test_a_school_holds_a_registry_number_once_a_term():
    facts = {"school": a_school(), "student": make.a_student(), "upload": make.an_upload(), "registry_index": make.an_index()}
    is_kept("enrolment_one_per_school_term_and_registry_number", twice(make.an_enrolment, **facts))


def test_a_release_in_effect_has_its_day_and_its_time():
    is_kept("release_accepted_has_its_time", lambda: make.a_release(accepted_at=None))
    is_kept("release_accepted_has_a_data_date", lambda: make.a_release(data_date=None))
    assert make.a_release(kind=RecordKind.DETERMINATIONS, data_date=None).status == ReleaseStatus.ACCEPTED


def test_a_change_has_the_sides_of_its_kind():
    release, record = make.a_release(), make.a_record()
    change = partial(ReleaseChange.objects.create, release=release)
    is_kept("release_change_has_the_sides_of_its_kind", lambda: change(kind=ChangeKind.ENTERED, before=record))
    is_kept("release_change_has_the_sides_of_its_kind", lambda: change(kind=ChangeKind.LEFT, after=record))
    is_kept("release_change_has_the_sides_of_its_kind", lambda: change(kind=ChangeKind.RISK_BACK, after=record))
    assert change(kind=ChangeKind.ENTERED, after=record).record == record


def test_a_row_of_a_list_is_kept_once_and_a_determination_once_a_year():
    is_kept("record_once_per_release_and_row", twice(make.a_record, release=make.a_release(), row=7))
    is_kept("determination_one_per_child_and_year", twice(make.a_determination, registry_index=make.an_index()))


def test_a_question_is_asked_once_at_a_level_that_needs_a_person():
    record, enrolment = make.a_record(), make.an_enrolment()
    is_kept("match_pair_once_per_term", twice(make.a_pair, record=record, enrolment=enrolment))
    is_kept("match_pair_level_is_2_3_or_4", lambda: make.a_pair(level=1))


def test_an_answer_has_its_person_and_an_open_question_none():
    is_kept("match_pair_answer_has_its_person", lambda: make.a_pair(answered_by=a_user()))
    is_kept("match_pair_answered_iff_not_open", lambda: make.a_pair(status=PairStatus.ACCEPTED))


def test_a_proof_of_schooling_is_verified_by_a_second_person_at_a_time():
    chen = a_user()
    own = {"submitted_by": chen, "verified_by": chen, "verified_at": timezone.now(), "status": "verified"}
    is_kept("schooling_proof_verifier_is_not_submitter", lambda: make.a_proof(**own))
    is_kept("schooling_proof_check_has_its_time", lambda: make.a_proof(verified_by=a_user()))


def test_a_proof_is_stamped_when_it_is_checked_and_a_refused_one_says_why():
    unstamped = {"verified_by": None, "verified_at": None}
    is_kept("schooling_proof_is_stamped_when_checked", lambda: make.a_proof(status="verified", **unstamped))
    is_kept("schooling_proof_refused_says_why", lambda: make.a_proof(status="refused", refusal=""))


def test_an_accepted_roster_has_its_time_and_an_undone_one_its_person():
    is_kept("roster_upload_accepted_has_its_time", lambda: make.an_upload(status=UploadStatus.ACCEPTED))
    is_kept("roster_upload_undoing_has_its_person", lambda: make.an_upload(undone_at=timezone.now()))


def test_a_row_is_staged_once_a_cell_mended_once_a_school_accepted_once():
    upload, wang = make.an_upload(), a_user()
    is_kept("roster_row_once_per_upload", twice(_staged, upload=upload))
    cell = {"upload": upload, "row": 5, "column": "姓名", "sealed": b"", "made_by": wang}
    is_kept("roster_mend_once_per_cell", twice(RosterMend.objects.create, **cell))
    last = {"school": a_school(), "term": upload.term, "upload": upload}
    is_kept("roster_acceptance_one_per_school_and_term", twice(RosterAcceptance.objects.create, **last))


def _staged(upload):
    return RosterRow.objects.create(upload=upload, row=5, outcome="error", status="", sealed=b"")
