"""Loading a department's list: safe twice, cancelled without a trace, compared with its neighbours by day."""

import pytest

from aid_portal import jobs
from aid_portal.errors import Refused
from aid_portal.leases import Stopped
from aid_portal.models import AuditEvent
from students.actions import releases
from students.choices import ChangeKind, RecordKind, ReleaseStatus
from students.models import Release, ReleaseChange
from tests.department_lists import MARCH, SEPTEMBER, Person, a_list, loaded, people, received, rural

pytestmark = pytest.mark.django_db
JUNE = MARCH.replace(month=6)


def counts(release):
    return Release.objects.get(pk=release.pk).change_counts


def changed(release, kind):
    return [(each.before.name, each.after.name) for each in ReleaseChange.objects.filter(release=release, kind=kind)]


def test_loading_twice_loads_once(chen):
    release = loaded(RecordKind.CIVIL, people(4), SEPTEMBER, chen)
    again = releases.load_stored(release=release, progress=lambda done, total: None)
    assert (again.records.count(), AuditEvent.objects.filter(event="students.release.accepted").count()) == (4, 1)


def test_what_an_earlier_try_left_behind_is_replaced(chen):
    release = loaded(RecordKind.CIVIL, people(4), SEPTEMBER, chen)
    Release.objects.update(status=ReleaseStatus.RECEIVED)
    release.refresh_from_db()
    again = releases.load_stored(release=release, progress=lambda done, total: None)
    assert (again.status, again.records.count()) == (ReleaseStatus.ACCEPTED, 4)


def test_a_cancelled_loading_leaves_no_row_and_says_so(chen):
    release = received(RecordKind.CIVIL, a_list(RecordKind.CIVIL, people(4)), SEPTEMBER, chen)
    jobs.cancel(run=release.job, by=chen)
    release.refresh_from_db()
    assert (release.status, release.records.count()) == (ReleaseStatus.REFUSED, 0)
    assert "载入已取消" in release.refusal


@pytest.mark.parametrize("kind", [RecordKind.RURAL, RecordKind.DETERMINATIONS])
def test_a_loading_in_work_can_be_stopped(kind, chen, monkeypatch):
    monkeypatch.setattr("students.actions.record_loading.TOLD_EVERY", 2)
    monkeypatch.setattr("students.actions.determination_loading.TOLD_EVERY", 2)

    def stop(done, total):
        raise Stopped

    release = received(kind, a_list(kind, people(4)), None, chen)
    with pytest.raises(Stopped):
        releases.load_stored(release=release, progress=stop)
    release.refresh_from_db()
    assert (release.status, release.records.count()) == (ReleaseStatus.RECEIVED, 0)


def test_a_list_of_no_day_is_refused_before_anything_is_stored(chen):
    with pytest.raises(Refused, match="请给出数据日期"):
        releases.upload(kind=RecordKind.CIVIL, source=a_list(RecordKind.CIVIL, people(1)), name="a.xlsx", data_date=None, by=chen)
    assert not Release.objects.exists()


def test_a_rural_list_whose_rows_say_no_day_is_refused(chen):
    release = received(RecordKind.RURAL, a_list(RecordKind.RURAL, [Person(1).says(数据日期="")]), None, chen)
    jobs.run_inline(release.job)
    release.refresh_from_db()
    assert release.status == ReleaseStatus.REFUSED
    assert "数据日期" in release.refusal


def test_each_kind_of_change_is_named_for_the_person_it_happened_to(chen):
    rural(people(9), MARCH, chen)
    now = [
        Person(0).says(**{"易返贫致贫户(监测对象)类型": "脱贫不稳定户"}),
        Person(1).says(风险是否消除="是"),
        Person(2).says(户编号="H99"),
        Person(3).says(姓名="某三"),
        Person(4).says(证件号码=Person(700).resident_id),
        Person(5).says(在校生状况="七年级"),
        Person(6).says(行政村="东坡村"),
        Person(7).says(人编号="P77", 户编号="H98"),
        Person(8),
    ]
    release = rural(now, SEPTEMBER, chen)
    kinds = (
        ("category_changed", 1), ("risk_removed", 1), ("household_moved", 2), ("name_corrected", 1), ("identity_corrected", 1),
        ("schooling_changed", 1), ("other_changed", 1),
    )  # fmt: skip
    assert release.change_counts == dict(kinds)
    assert changed(release, ChangeKind.NAME_CORRECTED) == [("某3", "某三")]
    assert changed(release, ChangeKind.HOUSEHOLD_MOVED) == [("某2", "某2"), ("某7", "某7")]


def test_a_benefit_that_was_stopped_is_a_change_of_its_own(chen):
    loaded(RecordKind.CIVIL, people(3), MARCH, chen)
    stopped = [Person(0).says(停发年月="2022-07"), *people(2, first=1)]
    assert loaded(RecordKind.CIVIL, stopped, SEPTEMBER, chen).change_counts == {"validity_changed": 1}


def test_a_risk_that_came_back_is_named(chen):
    rural([Person(0).says(风险是否消除="是"), Person(1)], MARCH, chen)
    assert rural(people(2), SEPTEMBER, chen).change_counts == {"risk_back": 1}


def test_the_next_release_is_compared_afresh_when_one_comes_between_or_goes(chen):
    march = rural(people(20), MARCH, chen)
    september = rural(people(20, first=1), SEPTEMBER, chen)
    assert counts(september) == {"entered": 1, "left": 1}
    june = rural(people(22), JUNE, chen)
    assert counts(september) == {"left": 2}
    releases.withdraw(release=june, note="部门发错了", by=chen)
    september.refresh_from_db()
    assert (september.previous, september.change_counts) == (march, {"entered": 1, "left": 1})


def test_a_held_release_is_compared_with_the_one_that_came_meanwhile(chen):
    rural(people(20), MARCH, chen)
    held = rural(people(10), SEPTEMBER, chen)
    june = rural(people(19), JUNE, chen)
    held = releases.confirm(release=held, note="名单完整", by=chen)
    assert (held.previous, held.change_counts) == (june, {"left": 9})


def test_what_is_not_held_is_not_confirmed(chen):
    release = rural(people(2), MARCH, chen)
    with pytest.raises(Refused, match="不在待复核状态"):
        releases.confirm(release=release, note="名单完整", by=chen)
