"""From the advance notice to the check that picks the tier up: a family on a phone, a class, a school, a notice, the county."""

import pytest
from playwright.sync_api import Page

from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.identifiers import mask_name
from aid_portal.models import RoleAssignment
from students.determination_choices import ApplicationStatus, DeterminationListStatus, Tier
from students.models import Application, DeterminationList, Enrolment, PublicNotice
from subsidies.models import Decision, Programme
from tests.journeys.test_gift import PHONE
from tests.journeys.test_main_job import TERM
from tests.journeys.test_money import click, open_page

POSTED, LAST_DAY, DAY_AFTER = "2022-09-30", "2022-10-12", "2022-10-13"  # the National Day lies between: domain.md 3.5
FATHER = "李建国"
GROUP = (("王老师", "teacher"), ("张老师", "teacher"), ("刘妈妈", "parent"), ("陈爸爸", "parent"), ("赵小满", "student"))
SCHOOL_GROUP = (("李国栋", "leader"), ("王春燕", "officer"), *GROUP[1:4])


@pytest.fixture
def day(portal, time_machine):
    """It is nine in the morning of the day, for the server as for the test; whoever has a post has had it for long."""
    RoleAssignment.objects.update(starts_on="2022-08-01")
    return lambda date: time_machine.move_to(f"{date}T09:00+08:00")


def test_a_tier_goes_from_the_advance_notice_to_the_check(portal, enter, context, day) -> None:
    held, helped = two_boarders_without_aid()
    day("2022-09-05")
    told(enter("wang"), portal)
    codes = issued(enter("wang"), portal, held)
    day("2022-09-08")
    for child in (held, helped):
        applied(stranger(context), portal, codes[child.name])
    assert seen_by_the_family(stranger(context), portal, codes[helped.name]) == "正在办理"
    day("2022-09-15")
    weighed(enter("zhou"), portal, [held, helped])
    day("2022-09-22")
    decided(enter("wang"), portal, [held, helped])

    day(POSTED)
    notice = posted(enter("wang"), portal)
    assert str(notice.ends_on) == LAST_DAY
    day("2022-10-08")
    objected(stranger(context), portal, held)
    open_page(enter("li"), portal, notice.list, "上报县级")
    open_page(enter("xu"), portal, notice.list, "审核通过")
    day(LAST_DAY)
    not_yet(enter("lin"), portal, notice)
    day(DAY_AFTER)
    open_page(enter("lin"), portal, notice.list, "审批", seen="2")
    assert stands(held, helped) == [ApplicationStatus.DECIDED, ApplicationStatus.APPROVED]
    assert DeterminationList.objects.get(pk=notice.list_id).status == DeterminationListStatus.APPROVED

    assert seen_by_the_family(stranger(context), portal, codes[helped.name]) == "已认定"
    assert seen_by_the_family(stranger(context), portal, codes[held.name]) == "正在办理"
    checked(enter("chen"), portal, helped)
    assert not awards(held).exists()


def two_boarders_without_aid() -> list[Enrolment]:
    """Of one class of Wang's school: a tier opens the boarders' aid to them, and nothing else has so far."""
    aided = Decision.objects.live().for_term(TERM).values("student")
    present = Enrolment.objects.filter(school__code=WANG_SCHOOL, term=TERM, status="enrolled", boarding=True)
    free = present.exclude(student__in=aided).exclude(applications__isnull=False).select_related("school", "student")
    by_class: dict[tuple[int, str], list[Enrolment]] = {}
    for child in free.order_by("grade", "class_name", "pk"):
        by_class.setdefault((child.grade, child.class_name), []).append(child)
    return next(children for children in by_class.values() if len(children) > 1)[:2]


def stranger(context) -> Page:
    """Somebody who has no account, on a phone."""
    context.clear_cookies()
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


def to_the_school(page: Page, portal: str) -> None:
    """Through the round to the school in it."""
    page.goto(f"{portal}/students/rounds/")
    click(page, "main tbody th a")
    school = page.locator("main tbody a", has_text="天度镇中心小学")
    if school.count():
        with page.expect_navigation():
            school.first.click()


def told(page: Page, portal: str) -> None:
    """A letter to every family of the class, with its receipts."""
    to_the_school(page, portal)
    click(page, "main a:has-text('登记告知')")
    page.select_option("[name=channel]", "letter")
    for name, value in {"class_label": "三年级1班", "told_on": "2022-09-05", "told": "40", "receipts": "38"}.items():
        page.fill(f"[name={name}]", value)
    click(page, "main form button.btn-primary")
    assert "38" in page.inner_text("main")


def issued(page: Page, portal: str, child: Enrolment) -> dict[str, str]:
    """Codes for the whole class of the child, by name: the slips are shown once."""
    to_the_school(page, portal)
    click(page, "main a:has-text('录入申请、发申请码')")
    page.select_option("[name=grade]", f"{child.stage}-{child.grade}")
    page.fill("[name=class_name]", child.class_name)
    click(page, "main button:has-text('查询')")
    page.check("[data-batch-page]")
    click(page, "button:has-text('发放手机申请码')")
    slips = page.locator(".slip")
    return {each.locator("strong").inner_text(): each.locator(".slip-code").inner_text() for each in slips.all()}


def through_the_door(page: Page, portal: str, door: str) -> None:
    page.goto(portal)
    click(page, "a:has-text('公众服务')")
    click(page, f"main a:has-text('{door}')")


def to_the_application(page: Page, portal: str, code: str) -> None:
    through_the_door(page, portal, "困难认定申请")
    page.fill("[name=code]", code.lower())
    click(page, "main form button.btn-primary")


def applied(page: Page, portal: str, code: str) -> None:
    """Half of it in the field, the rest at home: the draft is there again."""
    to_the_application(page, portal, code)
    words = {"family_size": "4", "yearly_income": "5200", "phone": "13900139000", "address": "扶风县天度镇东街村12号"}
    father = {"name": FATHER, "age": "41", "relation": "父亲", "work": "务农", "income": "12000", "health": "患病"}
    for name, value in {**words, **{f"members-0-{name}": value for name, value in father.items()}}.items():
        page.fill(f"[name={name}]", value)
    click(page, "main button:has-text('先存草稿') >> nth=0")
    assert page.input_value("[name=members-0-name]") == FATHER
    page.check("[name=circumstances][value=illness]")
    page.fill("[name=reason]", "父亲患病长期服药，不能外出务工")
    page.check("[name=informed]")
    page.check("[name=agreed]")
    page.fill("[name=signature]", FATHER)
    click(page, "main button:has-text('提交申请')")


def seen_by_the_family(page: Page, portal: str, code: str) -> str:
    to_the_application(page, portal, code)
    return page.inner_text("main .notice-title")


def sat(page: Page, group: tuple[tuple[str, str], ...], held_on: str) -> None:
    """Who sat there, and what they said."""
    page.fill("[name=held_on]", held_on)
    page.fill("[name=summary]", "逐份核对申请，结合家访情况表决，没有让学生当众诉苦。")
    for number, (name, capacity) in enumerate(group):
        page.fill(f"[name=members-{number}-name]", name)
        page.select_option(f"[name=members-{number}-capacity]", capacity)
        page.check(f"[name=members-{number}-present]")
    click(page, "main button:has-text('登记会议')")


def weighed(page: Page, portal: str, children: list[Enrolment]) -> None:
    """By the class, whose teacher enters it."""
    to_the_school(page, portal)
    click(page, "main a:has-text('登记班级评议')")
    page.select_option("[name=place]", f"{children[0].grade}|{children[0].class_name}")
    sat(page, GROUP, "2022-09-15")
    click(page, "main a:has-text('填写评议结果')")
    for child in children:
        part = page.locator(".weigh", has_text=child.name)
        part.locator("input[type=radio][value=general]").check()
        for label, value in {"理由": "父亲患病，收入低于当地平均", "同意票": "5", "总票数": "5"}.items():
            part.get_by_label(label).fill(value)
    click(page, "main button:has-text('保存评议结果')")


def decided(page: Page, portal: str, children: list[Enrolment]) -> None:
    """By the school's group, after a second look."""
    to_the_school(page, portal)
    click(page, "main a:has-text('登记学校认定会议')")
    sat(page, SCHOOL_GROUP, "2022-09-22")
    click(page, "main a:has-text('填写认定结果')")
    for child in children:
        page.get_by_label(f"选择{child.name}").check()
    click(page, "main button:has-text('核对所选学生的档次')")
    page.check("[name=sure]")
    click(page, "main form button.btn-primary")


def posted(page: Page, portal: str) -> PublicNotice:
    to_the_school(page, portal)
    click(page, "main button:has-text('编制名单')")
    click(page, "main a:has-text('公示')")
    page.fill("[name=place]", "校门口公示栏")
    page.fill("[name=contact]", "学校资助办公室 0917-5211234")
    click(page, "main button:has-text('从今天起公示')")
    return PublicNotice.objects.select_related("list").get(list__school__code=WANG_SCHOOL)


def objected(page: Page, portal: str, child: Enrolment) -> None:
    """By a neighbour who says who he is, against the row of one child: the page says no name in full."""
    through_the_door(page, portal, "资助公示")
    click(page, "main a:has-text('天度镇中心小学')")
    assert child.name not in page.content()
    click(page, "main a:has-text('提出异议')")
    line = page.locator("[name=row] option", has_text=mask_name(child.name))
    page.select_option("[name=row]", line.get_attribute("value"))
    page.fill("[name=content]", "这家去年在县城买了房，请核实。")
    page.fill("[name=objector]", "同村村民")
    page.fill("[name=contact]", "0917-5210001")
    click(page, "main button:has-text('提交异议')")
    assert "有异议的一行在答复之前不会审批" in page.inner_text("main")


def not_yet(page: Page, portal: str, notice: PublicNotice) -> None:
    """On the fifth working day the notice still hangs: the page says so, offers no approval, and the list is in Lin's hands."""
    page.goto(f"{portal}{notice.list.get_absolute_url()}")
    assert "公示到2022年10月12日期满，次日起才能审批" in page.inner_text("main")
    assert page.locator("main summary").all_inner_texts() == ["不批准，退回", "更多条件"]


def stands(*children: Enrolment) -> list[str]:
    return [Application.objects.get(enrolment=child).status for child in children]


def checked(page: Page, portal: str, child: Enrolment) -> None:
    page.goto(f"{portal}/subsidies/runs/start/?term={TERM}")
    page.check("input[value=real]")
    click(page, "button:has-text('开始比对')")
    page.wait_for_selector("text=已完成")
    assert [(each.programme_id, each.case.determined, each.case.tier) for each in awards(child)] == [
        (Programme.objects.get(code="CE_BOARD").pk, Tier.GENERAL, Tier.GENERAL)
    ]
    page.goto(f"{portal}{child.student.get_absolute_url()}")
    assert "一般困难" in page.locator(".award-why").first.inner_text()


def awards(child: Enrolment):
    return Decision.objects.live().for_term(TERM).filter(student=child.student_id)
