"""Two files of one child join, part and are told apart; nothing is lost on the way."""

import pytest
from django.utils import timezone

from aid_portal.errors import IllegalMove, Refused
from aid_portal.models import AuditEvent
from students.actions import merges, rosters
from students.choices import MergeStatus, PairStatus
from students.models import Enrolment, EnrolmentVersion, MatchPair, Student, StudentMerge, TermSetting
from students.reports.child_facts import determinations_of
from students.sealing import Indexes
from subsidies.choices import RunStatus
from subsidies.models import Decision, Entitlement, Finding, Whereabouts
from subsidies.reports.explained import explain_all
from tests import rosters as files
from tests.department_lists import an_id
from tests.factories.students import a_determination, a_merge, a_pair, a_record
from tests.factories.subsidies import a_dry_change, a_run
from tests.students.joining import row_of, two_files
from tests.students.pupils import a_pupil, changed
from tests.subsidies.county import check, listed

pytestmark = pytest.mark.django_db
NUMBER = f"L{an_id(1)[:-1]}1"


@pytest.fixture
def merge(school):
    return two_files(school)


def live(*students):
    """What is in force, without the keys of rows."""
    found = Decision.objects.live().filter(student__in=students)
    return sorted(found.values_list("student", "term", "programme__code", "case__outcome", "enrolment"))


def everything():
    """Whose each row is, in all tables that know a child."""
    models = (Enrolment, EnrolmentVersion, MatchPair, Decision, Finding, Whereabouts, Entitlement)
    return {model.__name__: sorted(model.objects.values_list("pk", "student")) for model in models}


def test_rows_history_and_questions_go_to_the_file_with_the_id(merge, chen):
    row = changed(row_of(merge.merged), class_name="2班")
    pair = a_pair(enrolment=row)
    merges.merge(merge=merge, by=chen)
    kept = merge.kept_id
    assert [each.student_id for each in Enrolment.objects.all()] == [kept, kept]
    assert EnrolmentVersion.objects.get().student_id == MatchPair.objects.get(pk=pair.pk).student_id == kept
    assert Student.objects.get(pk=merge.merged_id).merged_into_id == kept
    assert AuditEvent.objects.filter(event="students.merge.merged").count() == 1


def test_an_undo_restores_every_row(merge, chen):
    a_pair(enrolment=changed(row_of(merge.merged), class_name="2班"))
    a_determination(registry_index=row_of(merge.merged).registry_index, name_key="李明明", academic_year="2021-2022")
    check("2022S")
    before = everything()
    merges.undo(merge=merges.merge(merge=merge, by=chen), note="弄错了", by=chen)
    assert everything() == before
    merge.refresh_from_db()
    assert (merge.status, merge.note, merge.decided_by) == (MergeStatus.UNDONE, "弄错了", chen)
    assert merges.merge(merge=merge, by=chen).status == MergeStatus.MERGED


@pytest.fixture
def imported(school, chen):
    """Through the imports: in one term the L number without an id, then a G number with one; each with a ground of its own."""
    without = files.a_child(1, 学籍号=NUMBER, 身份证号="", 就读方式="住校")
    files.accepted([without], school, chen)
    files.accepted([without, files.a_child(1, 就读方式="住校")], school, chen)
    a_determination(registry_index=Indexes().registry(NUMBER), name="某乙", name_key="某乙", tier="severe")
    listed(Enrolment.objects.get(id_index__isnull=False), "LIFTED")
    return StudentMerge.objects.get()


def test_import_check_merge_check_undo_check_lose_nothing(imported, chen):
    check()
    apart, known = live(imported.kept, imported.merged), Decision.objects.count()
    assert len({programme for _student, _term, programme, *_rest in apart}) < len(apart)  # given twice as long as nobody sees it
    merges.merge(merge=imported, by=chen)
    once = live(imported.kept)
    assert (len(once), live(imported.merged), Decision.objects.count()) == (len({each[2] for each in apart}), [], known)
    check()
    again = [each[2] for each in live(imported.kept)]
    assert len(again) == len(set(again)) > 0
    assert Finding.objects.live().get(code="double_enrolment").student == imported.kept
    merges.undo(merge=imported, note="是两名学生", by=chen)
    check()
    assert live(imported.kept, imported.merged) == apart


def test_what_both_files_were_given_is_given_once_and_comes_back(imported, chen):
    check()
    before = live(imported.kept, imported.merged)
    merges.merge(merge=imported, by=chen)
    doubled = Decision.objects.filter(pk__in=imported_moved(imported)["superseded"])
    assert {each.student_id for each in doubled} == {imported.kept_id}
    assert all(each.superseded_by_id for each in doubled)
    merges.undo(merge=imported, note="弄错了", by=chen)
    assert live(imported.kept, imported.merged) == before


def imported_moved(merge):
    merge.refresh_from_db()
    return merge.moved["subsidies"]


@pytest.mark.parametrize("determined", ["merged", "kept"])
def test_what_was_determined_under_the_other_number_counts_for_the_joined_child_until_they_part(
    determined, school, zhao_school, chen
):
    merge = two_files(school, term="2022A", at=zhao_school)
    told, counts = row_of(getattr(merge, determined)), row_of(merge.merged if determined == "kept" else merge.kept)
    Enrolment.objects.filter(pk=counts.pk).update(accepted_order=10**9, boarding=True)
    found = a_determination(registry_index=told.registry_index, name_key="李明明", tier="general")
    check()
    apart = live(merge.kept, merge.merged)
    assert counts.pk not in {each[4] for each in apart}
    merges.merge(merge=merge, by=chen)
    check()
    assert {(each[0], each[4]) for each in live(merge.kept)} == {(merge.kept_id, counts.pk)}
    decision = Decision.objects.for_list().select_related("case__policy", "term").live().first()
    assert explain_all([decision])[decision.pk].determination == found
    assert determinations_of([decision.enrolment]) == [found]
    merges.undo(merge=merge, note="弄错了", by=chen)
    assert determinations_of([Enrolment.objects.get(pk=counts.pk)]) == []
    check()
    assert live(merge.kept, merge.merged) == apart


def test_what_was_determined_under_the_rows_own_number_goes_before_the_other(school, zhao_school, chen):
    merge = two_files(school, term="2022A", at=zhao_school)
    rows = row_of(merge.kept), row_of(merge.merged)
    Enrolment.objects.filter(pk=rows[0].pk).update(accepted_order=10**9, boarding=True)
    for row, tier in zip(rows, ("general", "severe"), strict=True):
        a_determination(registry_index=row.registry_index, name_key="李明明", tier=tier)
    merges.merge(merge=merge, by=chen)
    check()
    assert {each.case.determined for each in Decision.objects.live()} == {"general"}


@pytest.mark.parametrize("numberless_last", [True, False])
def test_the_row_without_an_id_is_matched_by_the_id_of_its_child(numberless_last, school, zhao_school, chen):
    merge = two_files(school, term="2022A", at=zhao_school)
    last = merge.merged if numberless_last else merge.kept
    Enrolment.objects.filter(student=last).update(accepted_order=10**9)
    listed(row_of(merge.kept), "LIFTED")
    merges.merge(merge=merge, by=chen)
    check()
    assert {each[4] for each in live(merge.kept)} == {Enrolment.objects.get(accepted_order=10**9).pk}
    assert not MatchPair.objects.open().exists()
    assert Whereabouts.objects.get().code == "OK"


def test_under_another_name_the_row_without_an_id_has_no_part_in_the_category(school, zhao_school, chen):
    merge = two_files(school, term="2022A", at=zhao_school)
    Enrolment.objects.filter(student=merge.merged).update(accepted_order=10**9, name="李明", name_key="李明")
    listed(row_of(merge.kept), "LIFTED")
    merges.merge(merge=merge, by=chen)
    check()
    assert live(merge.kept) == []


def test_an_answer_given_for_one_file_is_not_asked_again_for_the_other(merge, chen, lin):
    record = a_record()
    told = {"status": PairStatus.ACCEPTED, "answered_by": lin, "answered_at": timezone.now(), "reason": "已核对户口簿"}
    a_pair(record=record, enrolment=row_of(merge.merged), **told)
    asked = a_pair(record=record, enrolment=row_of(merge.kept))
    merges.merge(merge=merge, by=chen)
    asked.refresh_from_db()
    assert (asked.status, asked.answered_by, asked.reason) == (PairStatus.ACCEPTED, lin, "已核对户口簿")
    merges.undo(merge=merge, note="弄错了", by=chen)
    asked.refresh_from_db()
    assert (asked.status, asked.answered_by) == (PairStatus.OPEN, None)


def test_two_answers_on_one_record_stay_with_their_files(merge, chen):
    record, told = a_record(), {"answered_by": chen, "answered_at": timezone.now()}
    theirs = a_pair(record=record, enrolment=row_of(merge.merged), status=PairStatus.ACCEPTED, **told)
    own = a_pair(record=record, enrolment=row_of(merge.kept), status=PairStatus.REJECTED, **told)
    merges.merge(merge=merge, by=chen)
    assert MatchPair.objects.get(pk=own.pk).status == PairStatus.REJECTED
    assert MatchPair.objects.get(pk=theirs.pk).student_id == merge.merged_id


def test_what_comes_in_under_the_old_number_follows_and_goes_back_with_its_results(merge, school, chen):
    merges.merge(merge=merge, by=chen)
    number = f"L{an_id(1)[:-1]}1"
    Student.objects.filter(pk=merge.merged_id).update(registry_index=Indexes().registry(number))
    files.accepted([files.a_child(1, 学籍号=number, 身份证号="", 姓名="李明明", 就读方式="住校")], school, chen, term="2023S")
    since = row_of(merge.kept, "2023S")
    a_determination(registry_index=since.registry_index, name_key="李明明", academic_year="2022-2023")
    check("2023S")
    assert live(merge.kept)
    merges.undo(merge=merge, note="弄错了", by=chen)
    assert (live(merge.kept), [each[4] for each in live(merge.merged)]) == ([], [since.pk] * len(live(merge.merged)))
    assert live(merge.merged)


def test_a_row_that_got_the_id_since_stays_with_the_id(merge, chen):
    merges.merge(merge=merge, by=chen)
    row = row_of(merge.kept, "2022S")
    changed(row, id_index=merge.kept.id_index)
    merges.undo(merge=merge, note="弄错了", by=chen)
    assert row_of(merge.kept, "2022S") == row


def test_a_trial_run_keeps_what_it_said_of_either_file(merge, chen):
    run = a_run(dry=True)
    for student in (merge.kept, merge.merged):
        a_dry_change(run=run, enrolment=Enrolment.objects.filter(student=student).first())
    merges.merge(merge=merge, by=chen)
    assert run.dry_changes.count() == 2


def test_two_children_with_ids_are_not_joined(school, chen):
    with pytest.raises(Refused, match="有证件号的档案"):
        merges.merge(merge=a_merge(), by=chen)


def test_a_file_that_went_elsewhere_is_not_joined_again_before_that_is_undone(merge, school, chen):
    other = a_merge(kept=a_pupil(school, 7).student, merged=merge.merged)
    merges.merge(merge=merge, by=chen)
    with pytest.raises(Refused, match="请先撤销那一次合并"):
        merges.merge(merge=other, by=chen)
    merges.undo(merge=merge, note="弄错了", by=chen)
    assert merges.merge(merge=other, by=chen).status == MergeStatus.MERGED


@pytest.mark.parametrize("verb", ["merge", "undo"])
def test_nothing_joins_or_parts_while_a_check_is_under_way(verb, merge, chen):
    if verb == "undo":
        merges.merge(merge=merge, by=chen)
    a_run(status=RunStatus.RUNNING)
    with pytest.raises(Refused, match="正在资格比对"):
        merges.merge(merge=merge, by=chen) if verb == "merge" else merges.undo(merge=merge, note="弄错了", by=chen)
    merge.refresh_from_db()
    assert merge.status == (MergeStatus.MERGED if verb == "undo" else MergeStatus.PROPOSED)


def test_the_results_of_a_locked_term_stay_as_they_are(imported, chen):
    check()
    before = everything()
    TermSetting.objects.filter(pk="2022A").update(locked_at=timezone.now(), locked_by=chen)
    with pytest.raises(Refused, match="已锁定"):
        merges.merge(merge=imported, by=chen)
    assert everything() == before


def test_two_children_told_apart_are_not_proposed_again(imported, school, chen):
    merges.refuse(merge=imported, note="是双胞胎", by=chen)
    files.accepted([files.a_child(1, 班级="9班")], school, chen)
    assert StudentMerge.objects.get().status == MergeStatus.REFUSED
    for verb in (merges.merge, merges.undo):
        with pytest.raises(IllegalMove):
            verb(merge=imported, note="再来", by=chen)


def test_a_roster_is_not_undone_under_files_that_were_joined_after_it(imported, chen):
    upload = row_of(imported.kept).upload
    merges.merge(merge=imported, by=chen)
    with pytest.raises(Refused, match="1次学生档案合并"):
        rosters.undo(upload=upload, by=chen)
    merges.undo(merge=imported, note="弄错了", by=chen)
    rosters.undo(upload=upload, by=chen)


def test_a_proposal_goes_with_the_roster_that_raised_it(imported, chen):
    rosters.undo(upload=row_of(imported.kept).upload, by=chen)
    assert not StudentMerge.objects.exists()
    assert [each.pk for each in Student.objects.all()] == [imported.merged_id]


def test_decisions_of_a_child_whose_row_got_the_id_in_the_same_term_are_kept(school, chen):
    without = files.a_child(1, 学籍号=NUMBER, 身份证号="", 就读方式="住校")
    files.accepted([without], school, chen)
    a_determination(registry_index=Indexes().registry(NUMBER), name="某乙", name_key="某乙")
    check()
    given = sorted(Decision.objects.live().values_list("pk", flat=True))
    assert given
    files.accepted([files.a_child(1, 学籍号=NUMBER, 就读方式="住校")], school, chen)
    merge = StudentMerge.objects.get()
    merges.merge(merge=merge, by=chen)
    check()
    assert (merge.ground, sorted(Decision.objects.live().filter(student=merge.kept).values_list("pk", flat=True))) == (
        "registry",
        given,
    )
