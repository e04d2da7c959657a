"""The auditor in a browser: from the question to the rows behind a hit, what the county says of it, and the file."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from aid_portal.models import User
from subsidies.actions import audit_checks
from subsidies.actions.frozen_rows import open_payment
from subsidies.models import AuditHit, Payment
from tests.factories.audit_hits import a_hit
from tests.journeys.test_money import click

SAID = "经核对户口簿，两名学生由同一祖母监护，花名册已更正。"


def a_shared_card() -> AuditHit:
    """Two children's payments on one account, as A8 would find them."""
    payments = list(Payment.objects.filter(status="paid").order_by("pk")[:2])
    facts = {"problem": "strangers", "children": 2, "times": 2, "payments": [each.pk for each in payments]}
    return a_hit(code="A8", key="shared", student=None, school=payments[0].school, facts=facts, term=payments[0].batch.term)


def test_the_auditor_goes_from_the_question_to_its_rows_and_takes_them_away(portal, enter) -> None:
    hit = a_shared_card()
    audit_checks.explain(hit=hit, text=SAID, seen=hit.facts_hash, by=User.objects.get(username="guo"))
    behind = Payment.objects.select_related("batch").filter(pk__in=hit.facts["payments"])
    page = enter("sun")
    page.goto(f"{portal}/subsidies/audit-checks/")
    click(page, "tr:has-text('A8 一卡多人') a[href*='explained']")
    click(page, "tbody a:has-text('2名学生')")
    shown = page.inner_text("main")
    assert [
        word for word in (SAID, hit.explanations.get().made_by.name, *(each.batch.number for each in behind)) if word not in shown
    ] == []

    page.go_back()
    click(page, "button:has-text('导出')")
    page.get_by_label("Excel 工作簿").check()
    page.get_by_label("完整，须写明事由").check()
    page.fill("textarea, [name=reason]", "专项审计，与银行流水比对")
    click(page, "button:has-text('开始导出')")
    with page.expect_download() as kept:
        page.click("main button.btn-primary")
    table = [
        [str(cell) for cell in row] for row in load_workbook(BytesIO(Path(kept.value.path()).read_bytes())).worksheets[0].values
    ]
    assert [each.reference for each in behind if not any(each.reference in row for row in table)] == []
    assert any(open_payment(each)["account"] in row for each in behind for row in table)
