"""By which days notices are timed: a standard holds once two persons have had their say, and a notice keeps its own."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from aid_portal.models import AuditEvent
from supervision.actions import notice_standards, steps
from supervision.models import NoticeStandard
from supervision.reports.proposals import facts_for
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.promises import changed, is_kept, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
APRIL, MAY = date(2022, 4, 1), date(2022, 5, 1)
DAYS = {
    "critical_days": 3, "major_days": 7, "minor_days": 20, "plan_days": 0, "before_days": 0, "remind_after": 2,
    "urge_after": 3, "criticise_after": 5, "talk_after": 6, "deduct_after": 9,
}  # fmt: skip


def proposed(starts_on: date = APRIL, source: str = "扶教体发〔2022〕8号", **days: int) -> NoticeStandard:
    return notice_standards.propose(starts_on=starts_on, source=source, **DAYS | days, by=make.han())


def decided(standard: NoticeStandard, **said: object) -> NoticeStandard:
    return notice_standards.decide(standard=standard, **{"approved": True, "by": make.lin()} | said)


def test_a_standard_holds_from_its_first_day_once_another_person_has_approved_it() -> None:
    shipped, waiting = NoticeStandard.objects.get(), proposed()
    assert (shipped.source, shipped.days) == ("", {"critical": 5, "major": 10, "minor": 15})
    assert NoticeStandard.objects.on(APRIL) == shipped
    with pytest.raises(Refused, match="须由另一人批准"):
        decided(waiting, by=make.han())
    decided(waiting)
    assert [NoticeStandard.objects.on(day) for day in (date(2022, 3, 31), APRIL, MAY)] == [shipped, waiting, waiting]
    events = AuditEvent.objects.filter(target_key=f"supervision.noticestandard:{waiting.pk}").order_by("pk")
    assert [(each.event, each.actor_id_text) for each in events] == [
        ("supervision.notice_standard.proposed", "han"), ("supervision.notice_standard.approved", "lin"),
    ]  # fmt: skip


def test_a_refused_standard_never_holds_and_a_later_one_of_the_day_replaces_the_former() -> None:
    shipped, first = NoticeStandard.objects.get(), proposed()
    with pytest.raises(Refused, match="已有一项等待批准") as told:
        proposed()
    assert told.value.ids == [first.pk]
    with pytest.raises(Refused, match="原因"):
        decided(first, approved=False)
    decided(first, approved=False, note="没有这个文件")
    assert NoticeStandard.objects.on(MAY) == shipped
    second, third = decided(proposed()), decided(proposed(minor_days=21))
    second.refresh_from_db()
    assert (second.replaced_by, second.state, NoticeStandard.objects.on(MAY)) == (third, "superseded", third)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"source": " "}, "依据"),
        ({"major_days": 2}, "问题越重"),
        ({"major_days": 21}, "问题越重"),
        ({"urge_after": 2}, "“逾期提醒”要早于“督办”"),
        ({"talk_after": 9}, "“约谈”要早于“考核扣分”"),
    ],
)
def test_the_graver_a_problem_the_sooner_and_each_step_after_the_one_before(wrong: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        proposed(**wrong)
    assert NoticeStandard.objects.count() == 1


def test_a_draft_begins_with_the_days_that_hold_today_by_its_gravest_problem() -> None:
    findings = [make.a_finding(severity="minor"), make.a_finding(severity="major")]
    begin = facts_for(findings, make.han())
    assert (begin["deadline_days"], begin["plan_days"]) == (10, 3)
    decided(proposed(starts_on=timezone.localdate()))
    begin = facts_for(findings, make.han())
    assert (begin["deadline_days"], begin["plan_days"], facts_for([], make.han())["deadline_days"]) == (7, None, 20)


def test_a_notice_keeps_the_steps_that_it_was_issued_under() -> None:
    """Both are due on 2022-05-11; the new standard reminds after two days and urges after three."""
    decided(proposed(starts_on=date(2022, 4, 26)))
    old, new = given.delivered(), given.delivered(on=date(2022, 4, 26), deadline_days=9)
    assert (old.due_on, new.due_on) == (make.DUE, make.DUE)
    assert [each.standard.starts_on.year for each in (old, new)] == [2000, 2022]
    for day in (date(2022, 5, number) for number in range(6, 20)):
        steps.run(day=day)
        for step in (*old.steps.filter(status="prepared"), *new.steps.filter(status="prepared")):
            steps.send(step=step, on=day, points=1, by=make.lin())
    taken = [[(step.day.day, step.kind) for step in each.steps.order_by("pk")] for each in (old, new)]
    assert taken == [
        [(7, "before"), (11, "due"), (12, "remind"), (16, "urge"), (19, "criticise")],
        [(11, "due"), (13, "remind"), (16, "urge"), (17, "criticise"), (18, "talk")],
    ]


def test_the_database_keeps_two_persons_to_a_standard_and_a_notice_to_its_own() -> None:
    waiting, issued = proposed(), make.a_notice(status="issued")
    facts = {"starts_on": APRIL, "source": "扶教体发〔2022〕9号", **DAYS}
    new = NoticeStandard.objects.create
    is_kept("notice_standard_one_waits_a_day", lambda: new(**facts, made_by=make.han()))
    is_kept("notice_standard_without_maker_is_shipped", lambda: new(**facts))
    is_kept(
        "notice_standard_has_a_document_or_is_shipped",
        lambda: new(**facts | {"starts_on": MAY, "source": ""}, made_by=make.han()),
    )
    is_kept("notice_standard_gives_the_graver_no_more_days", changed(waiting, major_days=2))
    is_kept("notice_standard_steps_follow_one_another", changed(waiting, talk_after=9))
    is_kept("notice_standard_decided_iff_stamped", changed(waiting, status="refused"))
    stamp = {"status": "approved", "decided_at": timezone.now()}
    is_kept("notice_standard_approver_is_not_maker", changed(waiting, **stamp, decided_by=waiting.made_by))
    decided(waiting)
    refused("notice_standard_is_final_once_decided", changed(waiting, urge_after=4))
    refused("notice_standard_is_never_deleted", waiting.delete)
    is_kept("notice_standard_one_in_force_a_day", lambda: new(**facts, **stamp, made_by=make.han(), decided_by=make.lin()))
    refused("notice_is_final_once_issued", changed(issued, standard=waiting))
    is_kept("rectificationnotice_issued_under_a_standard", changed(make.a_notice(), standard=waiting))
