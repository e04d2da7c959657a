"""A notice from its draft to its number, its receipt and its end; scenario 37 word for word."""

from datetime import date

import pytest

from aid_portal.errors import IllegalMove, Refused
from aid_portal.models import AuditEvent, OrgUnit
from supervision.actions import issue_words, notice_drafts, notices
from supervision.models import IssueWord, Problem, RectificationNotice, VisitFinding, WordYear
from supervision.reports.proposals import facts_for, open_findings, proposed
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school, the_bureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def a_word() -> IssueWord:
    return IssueWord.objects.get(word="扶教体督")


def test_the_number_after_a_void_one_and_the_first_of_the_next_year() -> None:
    """Scenario 37: 15 is the last, the 16th is void after numbering; then 17, and 1 of 2023."""
    issue_words.note_paper(word=a_word(), year=2022, last=15, by=make.lin())
    sixteen = given.issued()
    assert str(sixteen) == "扶教体督〔2022〕16号"
    notices.void(notice=sixteen, reason="被督查单位有误", by=make.lin())
    assert str(given.issued(on=date(2022, 12, 20))) == "扶教体督〔2022〕17号"
    assert str(given.issued(on=date(2023, 1, 4))) == "扶教体督〔2023〕1号"
    sixteen.refresh_from_db()
    assert (str(sixteen), sixteen.status, sixteen.void_reason) == ("扶教体督〔2022〕16号", "voided", "被督查单位有误")


def test_food_safety_has_a_word_and_a_sequence_of_its_own() -> None:
    given.issued()
    assert str(given.issued(theme="food")) == "扶教体食〔2022〕1号"
    assert str(given.issued(theme="dropout")) == "扶教体督〔2022〕2号"


def test_a_draft_has_no_number_and_nobody_signs_the_own_one() -> None:
    draft = given.submitted(by=make.lin())
    assert (draft.number, draft.year, draft.document_number) == (None, None, "")
    with pytest.raises(Refused, match="须由另一人签发"):
        notices.issue(notice=draft, on=make.ISSUED, by=make.lin())
    with pytest.raises(IllegalMove):
        notices.issue(notice=given.drafted(), on=make.ISSUED, by=make.lin())


def test_the_deadline_is_counted_by_the_days_that_the_notice_states() -> None:
    assert given.issued().due_on == date(2022, 5, 11)
    assert given.issued(deadline_kind="calendar").due_on == date(2022, 5, 5)
    both = given.issued(problems=[given.a_problem(), given.a_problem("食堂灭火器过期。", immediate=True)])
    assert [problem.due_on for problem in both.problems.all()] == [date(2022, 5, 11), make.ISSUED]


def test_a_year_without_a_table_is_a_clear_error_and_numbers_nothing() -> None:
    notice = given.submitted()
    with pytest.raises(Refused, match="还没有2027年的节假日和调休安排"):
        notices.issue(notice=notice, on=date(2027, 3, 1), by=make.lin())
    notice.refresh_from_db()
    assert (notice.status, notice.number, WordYear.objects.filter(year=2027).count()) == ("submitted", None, 0)


def test_a_draft_takes_up_the_findings_of_one_unit_with_what_the_visit_says() -> None:
    item = make.an_item(evidence="公示照片")
    first = make.a_finding(item=item, severity="major", basis="")
    second = make.a_finding(first.visit, immediate=True)
    han, school = make.han(), make.the_school()
    assert open_findings(han, school) == [first, second]
    facts = facts_for([first, second], han)
    assert facts["inspected"] == "2022年4月20日"
    assert (facts["deadline_days"], facts["inspectors"]) == (10, "韩立群、周明")
    assert proposed(first).basis == item.basis
    assert "公示不少于5个工作日" in proposed(first).demand
    assert "公示照片" in proposed(first).demand
    notice = given.drafted(findings=[first, second])
    assert [problem.finding for problem in notice.problems.all()] == [first, second]
    assert notice.campaign == first.visit.campaign
    assert open_findings(han, school) == []


def test_a_finding_stands_in_one_notice_and_is_free_again_when_that_is_given_up() -> None:
    finding = make.a_finding()
    first = given.submitted(findings=[finding])
    with pytest.raises(Refused, match="已列入"):
        given.drafted(findings=[finding])
    notices.issue(notice=first, on=make.ISSUED, by=make.lin())
    notices.void(notice=first, reason="单位有误", by=make.lin())
    second = given.drafted(findings=[finding])
    notice_drafts.discard(notice=second, by=make.han())
    assert given.drafted(findings=[finding]).problems.get().finding == finding


@pytest.mark.parametrize("of_whom", ["another unit", "a void visit"])
def test_other_findings_are_refused(of_whom: str) -> None:
    finding = make.a_finding(make.a_visit(a_school()) if of_whom == "another unit" else None)
    if of_whom == "a void visit":
        type(finding.visit).objects.filter(pk=finding.visit_id).update(
            voided_by=make.han(), voided_at="2022-04-21T08:00+08:00", void_reason="重复"
        )
    with pytest.raises(Refused, match="现行督查记录"):
        given.drafted(findings=[VisitFinding.objects.get(pk=finding.pk)])


def test_a_draft_is_changed_until_it_is_submitted_and_after_it_came_back() -> None:
    notice, han = given.drafted(), make.han()
    changed = {"notice": notice, "facts": given.facts(title="关于食品安全的整改通知书", theme="food"), "by": han}
    notice = notice_drafts.change(**changed, problems=[given.a_problem("甲"), given.a_problem("乙")])
    assert (notice.word.word, [problem.fact for problem in notice.problems.all()]) == ("扶教体食", ["甲", "乙"])
    notice_drafts.submit(notice=notice, by=han)
    with pytest.raises(Refused, match="已提交，不能再修改"):
        notice_drafts.change(**changed, problems=[given.a_problem()])
    with pytest.raises(Refused, match="请写明退回的原因"):
        notice_drafts.send_back(notice=notice, note=" ", by=make.lin())
    back = notice_drafts.send_back(notice=notice, note="依据不完整", by=make.lin())
    assert (back.status, back.return_note) == ("draft", "依据不完整")
    assert notice_drafts.submit(notice=back, by=han).return_note == ""
    with pytest.raises(Refused, match="只有拟稿人能撤回"):
        notice_drafts.withdraw(notice=notice, by=make.lin())
    assert notice_drafts.withdraw(notice=notice, by=han).status == "draft"


def test_a_notice_without_a_problem_is_not_submitted_and_none_goes_to_the_bureau() -> None:
    notice = given.drafted()
    notice_drafts.change(notice=notice, facts=given.facts(), problems=[], by=make.han())
    with pytest.raises(Refused, match="至少写明一项"):
        notice_drafts.submit(notice=notice, by=make.han())
    with pytest.raises(Refused, match="不能发给县局"):
        given.drafted(the_bureau())


def test_delivery_says_who_took_it_and_the_unit_may_say_so_itself() -> None:
    notice, wang = given.issued(), make.an_officer()
    with pytest.raises(Refused, match="请填写签收人"):
        notices.deliver(notice=notice, received_by="", by=make.han())
    with pytest.raises(Refused, match="不能早于签发日期"):
        notices.deliver(notice=notice, received_by="王老师", on=date(2022, 4, 24), by=make.han())
    done = notices.confirm(notice=notice, on=make.ISSUED, by=wang)
    assert (done.status, done.received_by, done.delivered_on) == ("delivered", "王老师", make.ISSUED)
    with pytest.raises(IllegalMove):
        notices.confirm(notice=notice, on=make.ISSUED, by=wang)


def test_what_was_not_issued_is_not_delivered() -> None:
    with pytest.raises(IllegalMove):
        notices.deliver(notice=given.drafted(), received_by="王老师", by=make.han())


def test_a_number_is_voided_with_a_reason_and_stays() -> None:
    notice = given.issued()
    with pytest.raises(Refused, match="请写明作废的原因"):
        notices.void(notice=notice, reason="", by=make.lin())
    notices.void(notice=notice, reason="重复", by=make.lin())
    assert RectificationNotice.objects.get(pk=notice.pk).number == 1
    assert AuditEvent.objects.get(event="supervision.notice.voided").note == "重复"
    assert not Problem.objects.in_hand().exists()


def test_the_last_number_on_paper_is_set_before_the_portal_gives_one() -> None:
    issue_words.note_paper(word=a_word(), year=2022, last=14, by=make.lin())
    issue_words.note_paper(word=a_word(), year=2022, last=15, by=make.lin())
    given.issued()
    with pytest.raises(Refused, match="已在系统内编号到16号"):
        issue_words.note_paper(word=a_word(), year=2022, last=20, by=make.lin())


def test_a_theme_belongs_to_one_word() -> None:
    lin = make.lin()
    with pytest.raises(Refused, match="“食品安全”已归“扶教体食”"):
        issue_words.set_word(name="扶教体安", label="安全", themes=["food"], by=lin)
    issue_words.set_word(word=a_word(), name="扶教体督", label="督查", themes=["aid"], by=lin)
    new = issue_words.set_word(name="扶教体档", label="档案", themes=["records"], by=lin)
    assert given.drafted(theme="records").word == new
    issue_words.retire_word(word=new, by=lin)
    with pytest.raises(Refused, match="还没有为“档案资料”设定机关代字"):
        given.drafted(theme="records")
    given.issued()
    with pytest.raises(Refused, match="不能改名"):
        issue_words.set_word(word=a_word(), name="扶教督", label="督查", themes=["aid"], by=lin)
    with pytest.raises(Refused, match="已有机关代字"):
        issue_words.set_word(name="扶教体档", label="档案", themes=["other"], by=lin)


def test_every_unit_below_the_bureau_may_get_a_notice() -> None:
    town = OrgUnit.objects.get(pk=make.the_school().parent_id)
    assert given.issued(town).unit == town
