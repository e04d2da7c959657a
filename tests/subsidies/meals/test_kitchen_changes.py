"""Kitchens and suppliers become others from a day on, and what they were before is kept and still counts for its days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from subsidies.actions import canteens, kitchen_changes
from subsidies.models import CanteenPast, PlacePast, SupplierPast
from subsidies.reports.meal_months import month_facts
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept

pytestmark = pytest.mark.django_db
CHANGED = date(2022, 10, 10)


def text(client, address):
    return client.get(address).content.decode()


def moved(canteen, **facts):
    said = {"from_on": CHANGED, "note": "改为企业配送", "facts": {"mode": "company"}, "by": a_hand("chen"), **facts}
    return kitchen_changes.change_canteen(canteen=canteen, **said)


def renewed(supplier, **facts):
    said = {"from_on": CHANGED, "note": "换证", "by": a_hand("chen"), "facts": {"licence_until": date(2026, 6, 1)}, **facts}
    return kitchen_changes.change_supplier(supplier=supplier, **said)


def test_a_kitchen_that_changes_its_mode_shows_both_and_the_reason(log_in, chen, school):
    canteen = school.canteens.get()
    said = {"name": canteen.name, "mode": "company", "manager": canteen.manager, "licence": canteen.licence}
    said |= {"licence_until": "2025-01-01", "from_on": "2022-10-10", "note": "改为企业配送"}
    log_in(chen).post(f"{canteen.get_absolute_url()}change/", said)
    canteen.refresh_from_db()
    assert canteen.mode == "company"
    shown = text(log_in(make.officer(school)), canteen.get_absolute_url())
    for words in ("变更记录", "2022年10月10日", "改为企业配送", "学校食堂供餐 → 企业（单位）供餐"):
        assert words in shown


def test_a_change_needs_a_difference_a_reason_and_a_day_after_the_last(school):
    canteen = school.canteens.get()
    for facts, words in (
        ({"facts": {"mode": "canteen"}}, "没有改动"),
        ({"note": " "}, "请写明"),
        ({"from_on": timezone.localdate() + timedelta(1)}, "不能晚于今天"),
        ({"from_on": make.FIRST - timedelta(1)}, "不能早于2022-09-01"),
    ):
        with pytest.raises(Refused, match=words):
            moved(canteen, **facts)
    moved(canteen)
    with pytest.raises(Refused, match="不能早于2022-10-10"):
        moved(canteen, from_on=CHANGED - timedelta(1), facts={"mode": "household"})
    canteens.close(canteen=canteen, day=date(2022, 12, 1), by=a_hand("chen"))
    with pytest.raises(Refused, match="已经停止供餐"):
        moved(canteen, facts={"mode": "household"})


def test_a_school_that_is_left_off_is_free_and_its_time_is_kept(log_in, chen, school):
    canteen, point = school.canteens.get(), a_school(name="东坡教学点")
    canteens.feed(canteen=canteen, school=point, day=date(2022, 9, 5), by=a_hand("chen"))
    page = canteen.get_absolute_url()
    log_in(chen).post(f"{page}leave-off/", {"school": point.pk, "day": "2022-11-01", "note": "撤点"})
    past = PlacePast.objects.get()
    assert (past.school, past.from_on, past.replaced_on) == (point, date(2022, 9, 5), date(2022, 11, 1))
    assert "东坡教学点：2022-09-05 → 2022-11-01" in text(log_in(chen), page)
    make.a_canteen(point)
    with pytest.raises(Refused, match="不由这个食堂供餐"):
        kitchen_changes.leave_off(canteen=canteen, school=point, day=CHANGED, note="撤点", by=a_hand("chen"))


def test_a_kitchen_that_closes_keeps_whom_it_fed(school):
    canteens.close(canteen=school.canteens.get(), day=date(2022, 12, 1), by=a_hand("chen"))
    past = PlacePast.objects.get()
    assert (past.school, past.from_on, past.replaced_on) == (school, make.FIRST, date(2022, 12, 1))


def test_a_purchase_is_judged_by_the_licence_of_its_own_day(school):
    supplier = make.a_supplier(licence_until=date(2022, 9, 10))
    make.bought(school, "100", date(2022, 9, 9))
    make.bought(school, "100", date(2022, 10, 11))
    assert month_facts(school, date(2022, 10, 1)).expired == (supplier.name,)
    renewed(supplier)
    assert month_facts(school, date(2022, 10, 1)).expired == ()
    assert month_facts(school, make.SEPTEMBER).expired == ()
    make.bought(school, "100", date(2022, 9, 12))
    assert month_facts(school, make.SEPTEMBER).expired == (supplier.name,)


def test_a_supplier_that_ended_delivers_no_more_and_its_page_says_what_changed(log_in, chen, school):
    supplier = make.a_supplier()
    said = {"name": supplier.name, "licence": "JY-NEW", "licence_until": "2026-06-01", "phone": "", "ended_on": "2022-11-30"}
    page = supplier.get_absolute_url()
    log_in(chen).post(f"{page}change/", {**said, "from_on": "2022-10-10", "note": "换证，年底停供"})
    shown = text(log_in(make.officer(school)), page)
    for words in ("JY16103240002 → JY-NEW", "2024-06-01 → 2026-06-01", "无 → 2022-11-30", "换证，年底停供"):
        assert words in shown
    with pytest.raises(Refused, match="已停止供货"):
        make.bought(school, "100", date(2022, 12, 5))


def test_schools_change_neither_kitchens_nor_suppliers(log_in, school):
    client = log_in(make.officer(school))
    for page in (school.canteens.get().get_absolute_url(), make.a_supplier().get_absolute_url()):
        assert client.get(f"{page}change/").status_code == 403
        assert f"{page}change/" not in text(client, page)


def test_what_was_says_why_and_ended_after_it_began(school):
    canteen = moved(school.canteens.get())
    renewed(make.a_supplier())
    kitchen_changes.leave_off(canteen=canteen, school=school, day=CHANGED, note="撤点", by=a_hand("chen"))
    is_kept("canteen_past_says_why", changed(CanteenPast.objects.get(), note=""))
    is_kept("supplier_past_says_why", changed(SupplierPast.objects.get(), note=""))
    is_kept("place_past_says_why", changed(PlacePast.objects.get(), note=""))
    is_kept("place_past_begins_before_it_ends", changed(PlacePast.objects.get(), replaced_on=make.FIRST - timedelta(1)))
