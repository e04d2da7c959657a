"""The acceptance scenarios of domain.md 13 on the departments' lists: 32 as its page shows it, and 33."""

import pytest

from students.actions import releases
from students.choices import ReleaseStatus
from students.models import Release
from tests.department_lists import MARCH, SEPTEMBER, people, rural

pytestmark = pytest.mark.django_db


@pytest.fixture
def march(chen):
    return rural(people(1000), MARCH, chen)


def shown(client, path):
    return client.get(path).content.decode()


def test_scenario_32_two_releases_differ_by_nine_who_came_five_who_left_and_twelve_risks_removed(march, chen, log_in):
    stayed = [each.says(风险是否消除="是", 风险消除时间="2022-08-10") if each.number < 12 else each for each in people(995)]
    september = rural(stayed + people(9, first=1000), SEPTEMBER, chen)
    assert september.change_counts == {"entered": 9, "left": 5, "risk_removed": 12}
    assert (march.people, september.people, march.people + 9 - 5) == (1000, 1004, 1004)
    assert september.status == ReleaseStatus.ACCEPTED
    client, at = log_in(chen), september.get_absolute_url()
    page = shown(client, at)
    for number, kind in ((9, "entered"), (5, "left"), (12, "risk_removed")):
        assert f'<a href="{at}changes/?kind={kind}">{number}</a>' in page
        assert client.get(f"{at}changes/?kind={kind}").context["list"].page.total == number
    assert [work in page for work in ("发起资格比对", "人工核实原因", "下次重新认定", "不会自动停发")] == [True] * 4
    assert "未消除 <span>→</span> 已消除（2022-08-10）" in shown(client, f"{at}changes/?kind=risk_removed")


def test_scenario_33_a_file_of_44_percent_fewer_rows_is_held_for_a_second_look(march, chen, log_in):
    short = rural(people(560), SEPTEMBER, chen)
    assert short.status == ReleaseStatus.HELD
    assert Release.objects.newest_on(SEPTEMBER) == {"rural": march}
    page = shown(log_in(chen), short.get_absolute_url())
    assert all(words in page for words in ("1,000", "560", "−44.0%", "本期没有的 440 人"))
    releases.confirm(release=short, note="已电话核实，名单完整", by=chen)
    assert Release.objects.newest_on(SEPTEMBER) == {"rural": short}


@pytest.mark.parametrize(("rows", "status"), [(900, ReleaseStatus.ACCEPTED), (899, ReleaseStatus.HELD)])
def test_scenario_33_a_tenth_fewer_is_accepted_and_one_row_more_is_held(rows, status, march, chen):
    assert rural(people(rows), SEPTEMBER, chen).status == status


def test_scenario_33_an_older_file_loaded_later_never_overrides_a_newer_one(march, chen):
    september = rural([each.says(户类型="脱贫户") for each in people(1000)], SEPTEMBER, chen)
    older = rural(people(1002), MARCH.replace(month=6), chen)
    assert older.status == ReleaseStatus.ACCEPTED
    assert Release.objects.newest_on(SEPTEMBER) == {"rural": september}
    assert set(september.records.values_list("detail", flat=True)) == {"脱贫户 边缘易致贫户"}
    september.refresh_from_db()
    assert (older.previous, september.previous) == (march, older)
    assert (older.change_counts, september.change_counts["left"]) == ({"entered": 2}, 2)
