"""Handing out rows as a file: those one may see now, exactly as filtered, masked unless allowed, gone after a day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal import jobs, leases
from aid_portal.actions import exports, job_runs, stored_files, unmask_requests
from aid_portal.choices import AssignmentStatus, JobStatus, UnmaskStatus
from aid_portal.errors import Refused
from aid_portal.export_orders import ExportOrder
from aid_portal.models import AuditEvent, JobRun, OrgUnit, StoredFile
from tests.exports import UNITS, latest, read_csv, read_xlsx, rows_of
from tests.factories.portal import a_person, a_school, the_bureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
REASON = "核对学籍，教育局办公室会议要求"


def an_order(query="", **how) -> ExportOrder:
    return ExportOrder.placed(UNITS, query, "2022A", **how)


def exported(order, by) -> JobRun:
    return jobs.run_inline(exports.order(order=order, by=by))


@pytest.fixture
def many(bureau):
    """More units than one may take away whole alone."""
    for _number in range(exports.EXPORT_ROWS + 1):
        a_school()


def test_the_file_holds_the_rows_of_the_screen(chen, school, zhao_school):
    run = exported(an_order("kind=school&name=第一&sort=-name&page=2"), chen)
    assert (run.status, run.result["rows"]) == (JobStatus.DONE, 1)
    assert [row[1] for row in rows_of(run)] == ["城关第一小学"]


def test_the_neighbour_s_rows_are_never_in_a_file(wang, zhao_school):
    assert [row[1] for row in rows_of(exported(an_order(), wang))] == ["城关第一小学"]


def test_who_lost_a_role_before_the_job_ran_gets_nothing(chen, school):
    run = exports.order(order=an_order(), by=chen)
    chen.assignments.update(status=AssignmentStatus.REVOKED)
    run = jobs.run_inline(run)
    assert run.status == JobStatus.FAILED
    assert "没有导出“机构清单”的权限" in run.error
    assert not StoredFile.objects.exists()


def test_the_rows_are_those_of_the_moment_when_the_job_runs(wang, school, zhao_school):
    run = exports.order(order=an_order(), by=wang)
    a_school(name="新教学点", parent=school)
    wang.assignments.update(unit=zhao_school)
    assert [row[1] for row in rows_of(jobs.run_inline(run))] == ["城关第二小学"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_ids_are_masked_in_every_kind_of_file(chen, school, kind):
    run = exported(an_order("name=第一", format=kind), chen)
    code = read_csv(run)[0]["code"] if kind == "csv" else rows_of(run)[0][0]
    assert code == "216132********0000"


def test_with_the_permission_and_a_reason_ids_are_whole(chen, school):
    assert rows_of(exported(an_order("name=第一", masked=False, reason=REASON), chen))[0][0] == "216132400100000000"


def test_whole_ids_without_a_reason_are_refused_in_words(chen, school):
    with pytest.raises(Refused, match="须写明事由"):
        exports.order(order=an_order(masked=False), by=chen)


def test_a_school_does_not_take_whole_ids_away_at_all(wang):
    with pytest.raises(Refused, match="没有导出“机构清单”的权限"):
        exports.order(order=an_order(masked=False, reason=REASON), by=wang)


def test_more_than_500_whole_rows_need_a_second_person(chen, many):
    with pytest.raises(Refused, match="须另一人批准") as refused:
        exports.order(order=an_order(masked=False, reason=REASON), by=chen)
    assert refused.value.code == exports.NEEDS_GRANT
    assert not JobRun.objects.exists()


def a_page_of_units(number: int) -> None:
    """`number` schools named alike, so that one condition finds exactly them."""
    for _each in range(number):
        a_school(name=f"绛帐镇第{_each}小学")


def test_small_whole_exports_of_a_day_are_added_up(chen, bureau):
    a_page_of_units(300)
    order = an_order("name=绛帐镇", masked=False, reason=REASON)
    assert exported(order, chen).status == JobStatus.DONE
    with pytest.raises(Refused, match="连同一天内已导出的300行") as refused:
        exports.order(order=order, by=chen)
    assert refused.value.code == exports.NEEDS_GRANT
    JobRun.objects.update(created_at=timezone.now() - exports.ADDED_UP - timedelta(minutes=1))
    assert exported(order, chen).status == JobStatus.DONE


def test_masked_refused_and_granted_rows_do_not_count_towards_the_day(chen, lin, bureau):
    a_page_of_units(300)
    order = an_order("name=绛帐镇", masked=False, reason=REASON)
    exported(replace(order, masked=True), chen)
    failed = exports.order(order=order, by=chen)
    JobRun.objects.filter(pk=failed.pk).update(status=JobStatus.FAILED)
    assert exported(order, chen).status == JobStatus.DONE
    unmask_requests.grant(request=exports.propose(order=order, by=chen), by=lin)
    assert exported(order, chen).status == JobStatus.DONE
    assert exports.taken_whole(chen) == 300


def test_the_units_of_another_person_do_not_count(chen, bureau):
    a_page_of_units(300)
    order = an_order("name=绛帐镇", masked=False, reason=REASON)
    exported(order, chen)
    other = a_person("xu", "徐审核", "county_reviewer", the_bureau())
    assert exported(order, other).status == JobStatus.DONE


def test_what_was_granted_is_taken_once(chen, lin, many):
    order = an_order(masked=False, reason=REASON)
    asked = exports.propose(order=order, by=chen)
    assert (asked.row_count, asked.what) == (503, "机构清单 2022年秋季学期")
    unmask_requests.grant(request=asked, by=lin)
    assert exported(order, chen).status == JobStatus.DONE
    asked.refresh_from_db()
    assert asked.status == UnmaskStatus.USED
    with pytest.raises(Refused, match="须另一人批准"):
        exports.order(order=order, by=chen)


def test_a_grant_is_for_those_rows_and_for_nobody_else(chen, lin, many):
    asked = exports.propose(order=an_order(masked=False, reason=REASON), by=chen)
    unmask_requests.grant(request=asked, by=lin)
    other = a_person("xu", "徐审核", "county_reviewer", the_bureau())
    with pytest.raises(Refused, match="须另一人批准"):
        exports.order(order=an_order(masked=False, reason=REASON), by=other)
    with pytest.raises(Refused, match="须另一人批准"):
        exports.order(order=an_order("kind=school", masked=False, reason=REASON), by=chen)


def test_a_grant_does_not_grow_with_the_rows(chen, lin, many):
    order = an_order(masked=False, reason=REASON)
    unmask_requests.grant(request=exports.propose(order=order, by=chen), by=lin)
    a_school()
    with pytest.raises(Refused, match="超过503行"):
        exports.order(order=order, by=chen)


def test_rows_that_grew_beyond_the_limit_before_the_job_ran_do_not_leave_whole(chen, school):
    run = exports.order(order=an_order(masked=False, reason=REASON), by=chen)
    for _number in range(exports.EXPORT_ROWS):
        a_school()
    run = jobs.run_inline(run)
    assert (run.status, StoredFile.objects.count()) == (JobStatus.FAILED, 0)
    assert "须另一人批准" in run.error


def test_a_second_request_for_the_same_rows_is_refused_in_words(chen, many):
    exports.propose(order=an_order(masked=False, reason=REASON), by=chen)
    with pytest.raises(Refused, match="已经提交过"):
        exports.propose(order=an_order("page=2", masked=False, reason=REASON), by=chen)


def test_few_rows_need_no_request(chen, school):
    with pytest.raises(Refused, match="不用申请"):
        exports.propose(order=an_order(masked=False, reason=REASON), by=chen)


def test_nothing_to_export_is_said_so(chen, school):
    with pytest.raises(Refused, match="没有可导出的记录"):
        exports.order(order=an_order("name=没有"), by=chen)


def test_a_condition_that_cannot_be_read_hands_out_nothing(chen, school):
    with pytest.raises(Refused, match="没有可导出的记录"):
        exports.order(order=an_order("closed=gestern"), by=chen)


def test_more_rows_than_a_sheet_holds_are_refused_with_advice_and_csv_is_offered(chen, school):
    assert "按学校或学段筛选" in exports.refusal(an_order(), 1_048_576, by=chen).message
    assert exports.refusal(an_order(), 1_048_575, by=chen) is None
    assert exports.refusal(an_order(format="csv"), 2_000_000, by=chen) is None


def test_a_file_with_another_number_of_rows_than_counted_is_not_handed_out(monkeypatch, chen, school):
    from aid_portal import exporting

    short = replace(UNITS, rows=lambda queryset: (row for row in [("1", "只有一行")]))
    monkeypatch.setitem(exporting._specs, "units", short)
    for kind in ("xlsx", "csv"):
        run = exported(ExportOrder.placed(short, "", "2022A", format=kind), chen)
        assert "应导出 3 行，实际写出 1 行" in run.error
    assert not StoredFile.objects.exists()


def test_a_file_is_kept_for_a_day(chen, school):
    run = exported(an_order(), chen)
    StoredFile.objects.update(expires_at=timezone.now() + timedelta(hours=23))
    stored_files.prune()
    assert stored_files.made_by(run)
    StoredFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert stored_files.made_by(run) is None
    stored_files.prune()
    assert not StoredFile.objects.exists()


def test_only_the_one_who_asked_sees_the_file(chen, lin, school):
    exported(an_order(), chen)
    assert StoredFile.objects.visible_to(chen).count() == 1
    assert not StoredFile.objects.visible_to(lin).exists()


def test_the_notes_say_who_when_which_rows_and_for_whose_eyes(chen, school):
    book = read_xlsx(exported(an_order("name=第一", masked=False, reason=REASON), chen))
    assert book.sheetnames == ["机构清单", "附注"]
    notes = dict(book["附注"].iter_rows(values_only=True))
    assert notes["条件"] == "名称：第一"
    assert notes["学期"] == "2022年秋季学期"
    assert notes["证件号"] == f"完整；事由：{REASON}"
    assert notes["导出人"] == "陈经办（chen，扶风县教育体育局 县资助中心经办）"
    assert (notes["行数"], notes["说明"]) == ("1", "一行是一个机构。")
    assert "陈经办" in book.worksheets[0].oddFooter.left.text


def test_ordering_and_making_are_on_record_with_filter_rows_and_reason(chen, school):
    from aid_portal.views.shown import event_changes

    run = exported(an_order("name=第一", masked=False, reason=REASON), chen)
    for past in ("ordered", "made"):
        event = AuditEvent.objects.get(event=f"portal.export.{past}")
        said = {change["label"]: change["right"] for change in event_changes(event)}
        assert said["条件"] == "名称：第一"
        assert (said["行数"], said["证件号"], said["事由"]) == ("1", "完整", REASON)
        assert event.target_key == f"aid_portal.jobrun:{run.pk}"


def test_neither_conditions_nor_reason_stand_open_in_the_database(chen, school):
    run = exports.order(order=an_order("name=第一", masked=False, reason=REASON), by=chen)
    assert "name=" not in str(run.params)
    assert REASON not in str(run.params)


def test_cells_are_no_formulas(chen, school):
    OrgUnit.objects.filter(pk=school.pk).update(name='=HYPERLINK("http://x")')
    cell = read_xlsx(exported(an_order("kind=school"), chen)).worksheets[0]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert read_csv(exported(an_order("kind=school", format="csv"), chen))[0]["name"].startswith("'=")


def test_a_cancelled_export_leaves_no_file(chen, school):
    run = exports.order(order=an_order(), by=chen)
    jobs.cancel(run=run, by=chen)
    assert jobs.run_inline(run).status == JobStatus.CANCELLED
    assert not StoredFile.objects.exists()


def test_an_export_cancelled_after_its_file_was_written_leaves_no_file(chen, school):
    run = exports.order(order=an_order(), by=chen)
    for _step in range(2):
        jobs._attempt(leases.Lease(job_runs.claim(run.pk)))
    assert StoredFile.objects.count() == 1
    jobs.cancel(run=run, by=chen)
    assert not StoredFile.objects.exists()


def test_a_part_that_comes_twice_leaves_one_file(chen, school):
    run = exports.order(order=an_order(), by=chen)
    jobs._attempt(leases.Lease(job_runs.claim(run.pk)))
    lease = leases.Lease(job_runs.claim(run.pk))
    for _time in range(2):
        exports.write(run, lease)
    assert StoredFile.objects.count() == 1


def test_a_run_stopped_while_rows_are_written_keeps_nothing(monkeypatch, chen, school):
    monkeypatch.setattr(exports, "SPOKEN_OF", 1)
    run = exports.order(order=an_order(), by=chen)
    jobs._attempt(leases.Lease(job_runs.claim(run.pk)))
    lease = leases.Lease(job_runs.claim(run.pk))
    lease.stopped = True
    with pytest.raises(leases.Stopped):
        exports.write(latest(), lease)
    assert not StoredFile.objects.exists()
