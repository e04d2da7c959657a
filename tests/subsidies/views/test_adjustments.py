"""Corrections and recoveries in their pages: worked out, proposed, decided by another, received or written off."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from subsidies.actions import adjustments
from subsidies.choices import AdjustmentKind, PaperStatus, RecoveryStatus
from subsidies.models import Adjustment, Entitlement, Recovery
from subsidies.reports.part_terms import by_days
from subsidies.reports.waiting import adjustments_waiting, recoveries_open
from tests.factories.portal import a_person
from tests.factories.subsidies_money import an_entitlement, approved, the_money

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(school) -> Entitlement:
    """500.00 yuan approved and not yet paid."""
    the_money("10000")
    return approved(an_entitlement(school=school, name="张小明"))[0]


def address(entitlement: Entitlement) -> str:
    return f"{entitlement.get_absolute_url()}adjust/"


def test_the_claw_back_of_a_term_cut_short_is_worked_out_and_filled_in(log_in, chen, granted):
    page = log_in(chen).get(address(granted) + "?rule=month&months=2").content.decode()
    assert "学期标准500.00元÷5个月×2个月＝200.00元" in page
    assert "应追回 <strong>300.00</strong> 元" in page
    assert 'value="300.00"' in page
    assert not Adjustment.objects.exists()


def test_scenario_13_days_boarding_and_as_a_day_pupil_have_each_their_rate(granted):
    """60 × 4.00 + 65 × 2.00 = 370.00."""
    part = by_days(granted, 60, 65, labels=("住校", "走读"))
    assert (part.due, part.recover) == (Decimal("370.00"), Decimal("130.00"))


def test_more_days_than_a_term_has_are_not_taken(log_in, chen, granted):
    page = log_in(chen).get(address(granted) + "?rule=day&boarding_days=100&day_days=50").content.decode()
    assert "超过一学期的125天" in page


def test_a_correction_is_proposed_by_one_and_decided_by_another(log_in, chen, lin, granted):
    sent = {"kind": "claw_back", "amount": "300.00", "reason": "十月退学", "trace": "按2个月"}
    log_in(chen).post(address(granted), sent)
    made = Adjustment.objects.get()
    assert (made.amount, made.reason, made.trace, made.made_by) == (Decimal("-300.00"), "十月退学", "按2个月", chen)
    page = log_in(lin).get(made.get_absolute_url()).content.decode()
    assert "批准后应享" in page
    assert "200.00" in page
    assert adjustments_waiting(lin).get() == made
    log_in(lin).post(f"{made.get_absolute_url()}approve/", {"idempotency_key": "k"})
    made.refresh_from_db()
    assert (made.status, made.decided_by) == (PaperStatus.APPROVED, lin)
    assert not adjustments_waiting(lin).exists()


def test_who_proposed_it_finds_no_button_and_is_refused(log_in, bureau, granted):
    both = a_person("both", "双岗", Role.COUNTY_APPROVER, bureau)
    own = adjustments.propose(entitlement=granted, kind=AdjustmentKind.TOP_UP, amount=Decimal(50), reason="补差", by=both)
    page = log_in(both).get(own.get_absolute_url()).content.decode()
    assert "须由另一人批准" in page
    log_in(both).post(f"{own.get_absolute_url()}approve/", headers={"referer": "http://testserver/"})
    own.refresh_from_db()
    assert own.status == PaperStatus.PROPOSED


def test_an_amount_is_needed_but_for_a_cancellation(log_in, chen, granted):
    client = log_in(chen)
    page = client.post(address(granted), {"kind": "top_up", "amount": "", "reason": "补差"}).content.decode()
    assert "请填写金额" in page
    client.post(address(granted), {"kind": "cancellation", "amount": "", "reason": "重复登记"})
    assert Adjustment.objects.get().amount == Decimal("-500.00")


def test_a_refusal_keeps_its_reason(log_in, chen, lin, granted):
    made = adjustments.propose(entitlement=granted, kind=AdjustmentKind.TOP_UP, amount=Decimal(50), reason="补差", by=chen)
    log_in(lin).post(f"{made.get_absolute_url()}refuse/", {"note": "没有依据"})
    made.refresh_from_db()
    assert (made.status, made.decision_note) == (PaperStatus.REFUSED, "没有依据")


def test_another_school_sees_neither_correction_nor_recovery(log_in, wang, zhao, chen, granted):
    made = adjustments.propose(entitlement=granted, kind=AdjustmentKind.TOP_UP, amount=Decimal(50), reason="补差", by=chen)
    assert "张小明" in log_in(wang).get("/subsidies/adjustments/").content.decode()
    assert "张小明" not in log_in(zhao).get("/subsidies/adjustments/").content.decode()
    assert log_in(zhao).get(made.get_absolute_url()).status_code == 404
    assert log_in(zhao).get(address(granted)).status_code == 404


def a_recovery(granted: Entitlement, chen, **facts) -> Recovery:
    """Money that must come back."""
    made = adjustments.propose(
        entitlement=granted, kind=AdjustmentKind.CLAW_BACK, amount=Decimal(300), reason="十月退学", by=chen
    )
    defaults = {"adjustment": made, "amount": Decimal(300), "due_on": timezone.localdate() - timedelta(days=3)}
    return Recovery.objects.create(**{**defaults, **facts})


def test_an_overdue_recovery_is_marked_and_found(log_in, chen, wang, granted):
    late = a_recovery(granted, chen)
    for query in ("", "?late=yes", "?name=张小明", "?status=open"):
        page = log_in(wang).get(f"/subsidies/recoveries/{query}").content.decode()
        assert "逾期3天" in page, query
    assert "张小明" not in log_in(wang).get("/subsidies/recoveries/?late=no").content.decode().split("results")[1]
    assert recoveries_open(wang).get() == late


def test_a_recovery_is_written_off_with_a_reason_by_the_approver_only(log_in, chen, lin, granted):
    task = a_recovery(granted, chen)
    assert log_in(chen).post(f"{task.get_absolute_url()}write-off/", {"note": "无法联系"}).status_code == 403
    log_in(lin).post(f"{task.get_absolute_url()}write-off/", {"note": ""})
    task.refresh_from_db()
    assert task.is_open
    log_in(lin).post(f"{task.get_absolute_url()}write-off/", {"note": "学生已故"})
    task.refresh_from_db()
    assert (task.status, task.close_note) == (RecoveryStatus.WRITTEN_OFF, "学生已故")
    assert "学生已故" in log_in(lin).get(task.get_absolute_url()).content.decode()


def test_the_receipt_of_tomorrow_is_not_taken(log_in, chen, granted):
    task = a_recovery(granted, chen)
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = log_in(chen).post(f"{task.get_absolute_url()}receive/", {"voucher": "12号", "day": tomorrow}, follow=True)
    assert "不能晚于今天" in page.content.decode()
    task.refresh_from_db()
    assert task.is_open


def test_lists_cost_the_same_for_one_and_for_many(log_in, chen, school, granted, django_assert_max_num_queries):
    client = log_in(chen)
    a_recovery(granted, chen)
    client.get("/subsidies/recoveries/")
    for row in approved(*(an_entitlement(school=school) for _ in range(5))):
        a_recovery(row, chen)
    for page in ("recoveries", "adjustments"):
        with django_assert_max_num_queries(10):
            client.get(f"/subsidies/{page}/")
