"""From the school's list to the closed batch, by different people in a browser, with a failed row and its re-issue."""

import re
from pathlib import Path

from playwright.sync_api import Page

from aid_portal.demo.users import WANG_SCHOOL
from subsidies.choices import BatchStatus, ListStatus, PaymentStatus
from subsidies.models import BankLayout, Batch, EntitlementList, Payment
from tests.factories.bank_answers import answer
from tests.factories.subsidies_money import a_card

PASSWORD = "Yanshi-2022"


def press(page: Page, button: str, **typed: str) -> None:
    """A button with its question: fill in what it asks and say yes."""
    named = page.locator("summary").filter(has_text=re.compile(rf"^\s*{button}\s*$"))
    panel = page.locator("details.confirm", has=named).first
    panel.locator("summary").click()
    for name, value in typed.items():
        panel.locator(f"[name={name}]").fill(value)
    with page.expect_navigation():
        panel.locator("button:not([type=button])").click()


def click(page: Page, what: str) -> None:
    """To the next page."""
    with page.expect_navigation():
        page.click(what)


def the_list() -> EntitlementList:
    return EntitlementList.objects.filter(school__code=WANG_SCHOOL).exclude(status=ListStatus.APPROVED).get()


def test_four_people_take_a_late_case_from_the_list_to_the_card(portal, enter, tmp_path: Path) -> None:
    late = the_list()
    open_page(enter("wang"), portal, late, "学校确认")
    for person, deed in (("xu", "审核"), ("lin", "审批")):
        page = enter(person)
        page.goto(f"{portal}{late.get_absolute_url()}")
        click(page, f"main button:has-text('{deed}')")
        assert "合计金额" in page.inner_text("main")
        click(page, "main form button.btn-primary")
    late.refresh_from_db()
    assert late.status == ListStatus.APPROVED

    batch = built(enter("chen"), portal)
    paid_by_the_bank(enter, portal, batch, tmp_path, failures={1})
    assert batch.status == BatchStatus.PARTLY_PAID
    failed = batch.payments.get(status=PaymentStatus.RETURNED)

    page = enter("wang")
    page.goto(f"{portal}/subsidies/returned/{failed.pk}/card/")
    for name, value in {"account": a_card(), "bank_name": "扶风农商银行", "holder": failed.student.name}.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=reason]", "户名不符，换用本人社保卡")
    click(page, "main form button.btn-primary")
    change = failed.card_changes.get()
    open_page(enter("xu"), portal, f"/subsidies/cards/{change.pk}/", "批准")

    page = enter("chen")
    page.goto(f"{portal}{batch.get_absolute_url()}")
    assert [taken(page, "拨付申请表", form) for form in ("PDF", "Excel")] == [".pdf", ".xlsx"]
    press(page, "编制补发批次")
    page.wait_for_selector(f"h1:has-text('{batch.number}-1')")
    child = batch.children.get()
    assert (child.row_count, child.total) == (1, failed.amount)
    paid_by_the_bank(enter, portal, child, tmp_path)
    for each in (child, batch):
        open_page(enter("chen"), portal, each, "关闭批次")
        each.refresh_from_db()
        assert each.status == BatchStatus.CLOSED
    assert Payment.objects.filter(entitlement=failed.entitlement, status=PaymentStatus.PAID).count() == 1


def open_page(page: Page, portal: str, where: object, button: str, **facts: str) -> None:
    address = where if isinstance(where, str) else where.get_absolute_url()
    page.goto(f"{portal}{address}")
    press(page, button, **facts)


def taken(page: Page, paper: str, form: str) -> str:
    """One right after the other: the second is not taken for an impatient click on the first."""
    with page.expect_download() as kept:
        page.locator("article", has_text=paper).locator(f"button:has-text('{form}')").click()
    return Path(kept.value.suggested_filename).suffix


def built(page: Page, portal: str) -> Batch:
    """Tried first: nothing is written by that."""
    page.goto(f"{portal}/subsidies/batches/try/")
    before = Batch.objects.count()
    for channel in ("bank_card", "guardian_card"):  # whichever the child's account is of
        page.select_option("form.trial-form [name=term]", "2022A")
        page.select_option("form.trial-form [name=channel]", channel)
        click(page, "form.trial-form button:has-text('试算')")
        assert Batch.objects.count() == before
        if page.locator("button:has-text('编制并冻结')").count():
            break
    box = page.locator("[name=leave_out]")
    if box.count():
        box.check()
    click(page, "button:has-text('编制并冻结')")
    assert "已编制并冻结" in page.inner_text("body")
    return Batch.objects.latest("pk")


def paid_by_the_bank(enter, portal: str, batch: Batch, folder: Path, failures: frozenset[int] | set[int] = frozenset()) -> None:
    """Submitted by chen, reviewed by guo, released by qian with the password; sent and answered, booked by pan."""
    open_page(enter("chen"), portal, batch, "提交审核")
    open_page(enter("guo"), portal, batch, "审核通过")
    page = enter("qian")
    open_page(page, portal, batch, "放行", password=PASSWORD)
    assert "已放行，资金已预留" in page.inner_text("body")
    layout = BankLayout.objects.current().get(code="rural_bank_txt")
    page.select_option("[name=layout]", str(layout.pk))
    click(page, "button:has-text('生成银行文件')")
    with page.expect_download() as kept:
        page.click("button:has-text('下载')")
    assert batch.number in Path(kept.value.path()).read_bytes().decode("gbk")
    press(page, "登记送交银行")
    click(page, "a:has-text('上传回盘')")
    page.set_input_files("input[type=file]", answer(folder, batch, dict.fromkeys(failures, "户名不符"), day="20221230"))
    click(page, "main form button.btn-primary")
    assert "请由另一名财务人员核对入账" in page.inner_text("main")
    address, page = page.url, enter("pan")
    page.goto(address)
    press(page, "确认入账")
    assert re.search("回盘已入账", page.inner_text("body"))
    batch.refresh_from_db()
