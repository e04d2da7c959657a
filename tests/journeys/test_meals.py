"""A month of meals in a browser: counted on a phone and by a table, over-claims refused, bought, sent, locked, and public."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from playwright.sync_api import BrowserContext, Page

from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.models import OrgUnit
from subsidies.models import ClassMeals, InquiryPrice, MealEvent, MealPurchase, MealReport, Supplier
from subsidies.reports.meal_classes import classes_on
from tests.journeys.test_money import click, press

PHONE = {"width": 390, "height": 844}
FIRST, LAST = date(2022, 12, 26), date(2022, 12, 30)
DAYS = [date(2022, 12, day) for day in range(FIRST.day, LAST.day + 1)]
STANDARD = 5
SAVE = "main form.form button.btn-primary"


def test_a_month_of_meals_goes_from_the_class_to_the_public_page(portal: str, enter, context: BrowserContext) -> None:
    """The teaching point is fed by the kitchen of the school that runs it, in December for one week."""
    point = OrgUnit.objects.get(parent__code=WANG_SCHOOL)
    supplied(enter("chen"), portal, point)
    away = over_claimed(enter("zhou"), portal, point)
    tabled(enter("wang"), portal, point)
    counted(enter("zhou"), portal, point)
    meals = sum(ClassMeals.objects.filter(school=point).values_list("meals", flat=True))
    pupils = sum(each.enrolled for each in classes_on(point, FIRST))
    assert meals == pupils * len(DAYS) - 1

    accounted(enter("wang"), portal, point, meals)
    opened(enter("wang"), portal, point)
    report = sent(enter("li"), portal, point)
    assert (report.meals, report.days, report.spent, report.faults) == (meals, len(DAYS), Decimal(meals * STANDARD), [])
    locked(enter("xu"), portal, report)
    published(context, portal, report, away)


def supplied(page: Page, portal: str, point: OrgUnit) -> None:
    """The school's own days go before the county's."""
    page.goto(f"{portal}/subsidies/meals/supply/period/")
    page.select_option("main [name=term]", "2022A")
    page.select_option("main [name=school]", str(point.pk))
    page.fill("[name=first_on]", FIRST.isoformat())
    page.fill("[name=last_on]", LAST.isoformat())
    click(page, SAVE)
    assert point.name in page.inner_text("main")


def over_claimed(page: Page, portal: str, point: OrgUnit) -> str:
    """As many meals as pupils, though one stayed away: refused with the name; then the number that came."""
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/?day={FIRST}")
    first = classes_on(point, FIRST)[0]
    click(page, "main a:has-text('登记'):has-text('班')")
    name = page.locator(".option span").first.inner_text()
    page.locator("[name=absent]").first.check()
    page.fill("[name=meals]", str(first.enrolled))
    click(page, SAVE)
    refusal = f"到校{first.enrolled - 1}人，不能登记{first.enrolled}份；请假缺勤：{name}"
    assert refusal in page.inner_text("main")
    assert not ClassMeals.objects.filter(school=point).exists()
    page.fill("[name=meals]", "")
    click(page, SAVE)
    assert ClassMeals.objects.get(school=point).meals == first.enrolled - 1
    return name


def tabled(page: Page, portal: str, point: OrgUnit) -> None:
    """The other days in the template; one number too many keeps the whole table out, and comes back marked."""
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/months/2022/12/upload/counts/")
    with page.expect_download() as given:
        page.click("main form:has-text('下载模板') button")
    book = load_workbook(BytesIO(given.value.path().read_bytes()))
    rows = [row for row in book.worksheets[0].iter_rows(min_row=2) if row[0].value.date() in DAYS[1:]]
    for _day, _grade, _class, meals, _absent, enrolled in rows:
        meals.value = enrolled.value
    first = rows[0]
    first[3].value += 1
    uploaded(page, book)
    assert f"第{first[0].row}行“用餐人数”：" in page.inner_text("main")
    assert f"不能登记{first[3].value}份" in page.inner_text("main")
    with page.expect_download() as marked:
        page.click("main button:has-text('下载标注错误的表')")
    assert marked.value.suggested_filename.startswith("错误标注-")
    first[3].value -= 1
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/months/2022/12/upload/counts/")
    uploaded(page, book)
    press(page, "采用")
    assert ClassMeals.objects.filter(school=point, day__in=DAYS[1:]).count() == len(rows)


def uploaded(page: Page, book: Workbook) -> None:
    stream = BytesIO()
    book.save(stream)
    page.set_input_files(
        "main [name=file]", {"name": "十二月.xlsx", "mimeType": "application/octet-stream", "buffer": stream.getvalue()}
    )
    click(page, SAVE)


def opened(page: Page, portal: str, point: OrgUnit) -> None:
    """Parents come to look."""
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/months/2022/12/")
    click(page, "main a:has-text('登记公示、开放日')")
    page.check("[name=kind][value=open_day]")
    for name, value in {"day": LAST.isoformat(), "title": "家长开放日", "people": "6"}.items():
        page.fill(f"[name={name}]", value)
    click(page, SAVE)
    assert MealEvent.objects.get(school=point).people == 6


def counted(page: Page, portal: str, point: OrgUnit) -> None:
    """What is not counted yet has the strong button; a number left empty counts all who came."""
    page.set_viewport_size(PHONE)
    for day in DAYS:
        page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/?day={day}")
        while page.locator(".meal-classes a.btn-primary").count():
            click(page, ".meal-classes a.btn-primary")
            click(page, SAVE)
    assert ClassMeals.objects.filter(school=point).values("day").distinct().count() == len(DAYS)


def accounted(page: Page, portal: str, point: OrgUnit, meals: int) -> None:
    """Money by document, rice at the county's price, seen by two."""
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/months/2022/12/")
    click(page, "main a:has-text('登记拨款')")
    for name, value in {"day": FIRST.isoformat(), "document": "扶财教〔2022〕42号", "amount": "500"}.items():
        page.fill(f"[name={name}]", value)
    click(page, SAVE)
    rice = InquiryPrice.objects.get(item="大米")
    click(page, "main a:has-text('登记采购')")
    page.select_option("main [name=supplier]", str(Supplier.objects.first().pk))
    page.select_option("main [name=listed]", str(rice.pk))
    said = {"day": FIRST.isoformat(), "quantity": str(meals), "price": str(STANDARD)}
    for name, value in {**said, "first_checker": "刘建军", "second_checker": "赵敏"}.items():
        page.fill(f"[name={name}]", value)
    click(page, SAVE)
    bought = MealPurchase.objects.get(school=point)
    assert (bought.item, bought.inquired, bought.amount) == ("大米", rice.price, Decimal(meals * STANDARD))


def sent(page: Page, portal: str, point: OrgUnit) -> MealReport:
    """By the head of the school, on a phone."""
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/subsidies/meals/schools/{point.pk}/months/2022/12/")
    press(page, "报送")
    assert "已报送" in page.inner_text("main")
    return MealReport.objects.get(school=point)


def locked(page: Page, portal: str, report: MealReport) -> None:
    """By another person, who finds it among what waits."""
    page.goto(f"{portal}/subsidies/meals/reports/?status=sent")
    click(page, f"main a:has-text('{report.school.name}')")
    press(page, "锁定")
    report.refresh_from_db()
    assert (report.status, report.sent_by.username, report.locked_by.username) == ("locked", "li", "xu")


def published(context: BrowserContext, portal: str, report: MealReport, away: str) -> None:
    """To anybody on a phone, from the public home page; no child is named."""
    context.clear_cookies()
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/public/")
    click(page, "main a:has-text('学校营养餐')")
    page.fill("[name=school]", report.school.name)
    click(page, "main form button")
    click(page, f"main a:has-text('{report.school.name}')")
    shown = page.inner_text("main")
    for words in (
        f"{report.meals}人次",
        "5天",
        f"{report.spent:,.2f}",
        "500.00",
        "扶财教〔2022〕42号",
        "大米",
        "家长开放日，6人到场",
    ):
        assert words in shown
    assert away not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
