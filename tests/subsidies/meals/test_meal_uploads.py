"""A month's table of meals or purchases: every mistake with its row and remedy, accepted as a whole, undone as a whole."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from aid_portal.errors import Refused
from students.models import Enrolment
from subsidies.actions import canteens, meal_counts, meal_purchases, meal_reports, meal_uploads
from subsidies.models import ClassMeals, MealLeave, MealPurchase, MealUpload
from subsidies.rules import meal_count_rows as counts
from subsidies.rules import meal_purchase_rows as purchases
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2022, 9, 5), date(2022, 9, 6)


def book(headings, rows):
    made, stream = Workbook(), BytesIO()
    made.active.append(headings)
    for row in rows:
        made.active.append(row)
    made.save(stream)
    return stream.getvalue()


def read(school, *rows, kind="counts", content=None):
    headings = (counts if kind == "counts" else purchases).HEADINGS
    source = BytesIO(content or book(headings, rows))
    facts = {"school": school, "month": make.SEPTEMBER, "kind": kind, "by": make.officer(school)}
    return meal_uploads.read(**facts, source=source, name="九月.xlsx")


def accepted(upload):
    return meal_uploads.accept(upload=upload, by=make.officer(upload.school))


def undone(upload):
    return meal_uploads.undo(upload=upload, by=make.officer(upload.school))


def row(meals, absent="", day="2022-09-05", grade="三年级", place="1班"):
    return [day, grade, place, meals, absent]


@pytest.fixture
def three(school):
    make.pupils(school, 3)
    return school


def test_a_table_of_meals_is_accepted_as_a_whole_with_its_absent(three):
    upload = read(three, row(2, "学生1"), row(3, day=TUESDAY), row(None, day="2022-09-07"))
    assert (upload.status, len(upload.rows), upload.empty) == ("checked", 2, 1)
    assert not ClassMeals.objects.exists()
    accepted(upload)
    told = ClassMeals.objects.order_by("day").values_list("day", "enrolled", "absent", "meals")
    assert list(told) == [(MONDAY, 3, 1, 2), (TUESDAY, 3, 0, 3)]
    assert MealLeave.objects.get().enrolment.name == "学生1"


def test_more_meals_than_came_are_refused_with_the_names(three):
    upload = read(three, row(3, "学生1、学生2"), row(3, day=TUESDAY))
    assert upload.status == "refused"
    [mistake] = upload.mistakes
    assert (mistake["row"], mistake["column"]) == (2, "用餐人数")
    assert "三年级1班在籍3人，到校1人，不能登记3份；请假缺勤：学生1、学生2" in mistake["message"]
    with pytest.raises(Refused, match="不能变为"):
        accepted(upload)
    assert not ClassMeals.objects.exists()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (row(1, day="九月五日"), "日期", "不是日期"),
        (row(1, day="2022-10-10"), "日期", "不在2022年9月"),
        (row(1, day="2022-09-04"), "日期", "不是供餐日"),
        (row(1, place="9班"), "班级", "花名册里没有“三年级9班”，请从这些班里选：三年级1班"),
        (row("三份"), "用餐人数", "“三份”不是人数"),
        (row(2.5), "用餐人数", "“2.5”不是人数"),
        (row("=1+1"), "用餐人数", "公式"),
        (row(1, "张三"), "缺勤学生", "没有“张三”"),
    ],
)
def test_each_bad_cell_is_told_with_its_row_column_and_remedy(three, cells, column, words):
    [mistake] = read(three, row(3, day=TUESDAY), cells).mistakes
    assert (mistake["row"], mistake["column"]) == (3, column)
    assert f"第3行“{column}”：" in mistake["message"]
    assert words in mistake["message"]


def test_a_class_stands_in_a_table_once_a_day_and_namesakes_are_counted_by_hand(three):
    make.pupils(three, 1)
    said = [each["message"] for each in read(three, row(1), row(1), row(1, "学生1", day=TUESDAY)).mistakes]
    assert "与第2行是同一天同一个班" in said[0]
    assert "这个班有2名“学生1”" in said[1]


def test_an_empty_or_foreign_table_is_not_kept(three):
    with pytest.raises(Refused, match="没有填写一行"):
        read(three, row(None))
    with pytest.raises(Refused, match=r"缺少必需的列|找不到表头"):
        read(three, content=book(["姓名", "电话"], [["王", "1"]]))
    other = a_school(name="城关小学")
    make.a_canteen(other)
    _name, content = meal_uploads.take_template(school=other, month=make.SEPTEMBER, kind="counts", by=make.officer(other))
    with pytest.raises(Refused, match="另一所学校"):
        read(three, content=content)
    assert not MealUpload.objects.exists()


def test_what_changed_between_looking_and_accepting_is_asked_again(three):
    upload = read(three, row(3))
    child = Enrolment.objects.first()
    meal_counts.give_leave(enrolment=child, first_on=MONDAY, last_on=MONDAY, reason="ill", by=make.officer(three))
    with pytest.raises(Refused, match=r"校验以后.*第2行：三年级1班在籍3人，到校2人"):
        accepted(upload)
    closed = read(three, row(2))
    canteens.set_day(school=three, day=MONDAY, supplied=False, note="停水", by=a_hand("chen"))
    with pytest.raises(Refused, match="不再是供餐日"):
        accepted(closed)


def test_undone_what_stood_before_stands_again(three):
    make.counted(three, MONDAY, 3)
    first = accepted(read(three, row(1, "学生1")))
    second = accepted(read(three, row(0, "学生2"), row(3, day=TUESDAY)))
    with pytest.raises(Refused, match="后来又登记过"):
        undone(first)
    undone(second)
    assert ClassMeals.objects.get().meals == 1
    assert MealLeave.objects.get().enrolment.name == "学生1"
    undone(first)
    assert (ClassMeals.objects.get().meals, MealLeave.objects.count()) == (3, 0)


def test_what_was_counted_since_or_sent_is_not_undone(three):
    upload = accepted(read(three, row(3)))
    make.counted(three, MONDAY, 2)
    with pytest.raises(Refused, match="2022-09-05 1班"):
        undone(upload)
    waiting = read(three, row(1, day=TUESDAY))
    meal_reports.send(school=three, month=make.SEPTEMBER, by=make.leader(three))
    for deed in (undone, accepted, lambda upload: read(three, row(1))):
        with pytest.raises(Refused, match="不能再改"):
            deed(waiting if deed is accepted else upload)


def test_the_template_comes_filled_and_goes_in_as_it_is(three):
    make.counted(three, MONDAY, 2)
    name, content = meal_uploads.take_template(school=three, month=make.SEPTEMBER, kind="counts", by=make.officer(three))
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert name.endswith("2022-09.xlsx")
    assert sheet.max_row == 1 + 21
    upload = read(three, content=content)
    assert (len(upload.rows), upload.empty) == (1, 20)


def test_the_marked_table_is_the_uploaders_own_with_the_sentence_in_it(three):
    upload = read(three, row(9))
    name, content = meal_uploads.mark(upload=upload, by=make.officer(three))
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    assert name.startswith("错误标注-")
    assert any("不能登记9份" in str(cell.value) for cell in cells)


def bought(school, *rows):
    return read(school, *rows, kind="purchases")


def food(**facts):
    make.a_supplier()
    usual = ["2022-09-05", "扶风县粮油公司", "大米", "公斤", "12.5", "5.60", "刘主任", "赵老师", "一级", "NO.00012"]
    said = dict(zip(purchases.HEADINGS, usual, strict=True))
    return [{**said, **facts}[name] for name in purchases.HEADINGS]


def test_a_table_of_purchases_becomes_purchases_beside_the_countys_price(school):
    price = {"item": "大米", "spec": "一级", "unit": "公斤", "price": Decimal("5.00")}
    meal_purchases.inquire(from_on=make.FIRST, document="询价", prices=[price], by=a_hand("chen"))
    upload = accepted(bought(school, food(), food(品名="盐", 规格="", 数量="2", 单价="3")))
    rice, salt = MealPurchase.objects.order_by("pk")
    assert (rice.amount, rice.is_over_price, rice.spec, rice.invoice) == (Decimal("70.00"), True, "一级", "NO.00012")
    assert (salt.amount, salt.inquired) == (Decimal("6.00"), None)
    undone(upload)
    assert not MealPurchase.objects.exists()


@pytest.mark.parametrize(
    ("facts", "column", "words"),
    [
        ({"供应商": "无名商行"}, "供应商", "县里没有登记“无名商行”"),
        ({"第二验收人": "刘主任"}, "第二验收人", "须由两人验收"),
        ({"数量": "0"}, "数量", "大于0"),
        ({"单价": "5.605"}, "单价", "最多2位小数"),
        ({"单位": ""}, "单位", "没有填写"),
        ({"规格": "长" * 61}, "规格", "超过60字"),
    ],
)
def test_each_bad_cell_of_a_purchase_is_told(school, facts, column, words):
    [mistake] = bought(school, food(**facts)).mistakes
    assert mistake["column"] == column
    assert words in mistake["message"]


def test_a_purchase_that_was_deleted_since_keeps_the_table_from_being_undone(school):
    upload = accepted(bought(school, food()))
    meal_purchases.take_back(purchase=MealPurchase.objects.get(), reason="误登", by=make.officer(school))
    with pytest.raises(Refused, match="后来删除过"):
        undone(upload)


def test_an_officer_uploads_looks_accepts_and_undoes_on_the_pages(log_in, three):
    client, month = log_in(make.officer(three)), f"/subsidies/meals/schools/{three.pk}/months/2022/9/"
    assert client.post(f"{month}template/counts/").status_code == 200
    bad = SimpleUploadedFile("九月.xlsx", book(counts.HEADINGS, [row(4)]))
    shown = client.post(f"{month}upload/counts/", {"file": bad}, follow=True).content.decode()
    assert "整张表没有采用" in shown
    assert "不能登记4份" in shown
    assert client.post(f"{MealUpload.objects.get().get_absolute_url()}mark/").status_code == 200
    good = SimpleUploadedFile("九月.xlsx", book(counts.HEADINGS, [row(3)]))
    client.post(f"{month}upload/counts/", {"file": good})
    page = MealUpload.objects.get(status="checked").get_absolute_url()
    client.post(f"{page}accept/")
    assert ClassMeals.objects.get().meals == 3
    client.post(f"{page}undo/")
    assert not ClassMeals.objects.exists()
    assert client.get(f"{month}upload/else/").status_code == 404


def test_a_table_is_seen_by_its_school_and_above_and_kept_by_officers(log_in, three):
    page = read(three, row(3)).get_absolute_url()
    assert log_in(make.officer(a_school(name="城关小学"))).get(page).status_code == 404
    xu = log_in(a_hand("xu", "county_reviewer"))
    assert xu.get(page).status_code == 200
    assert "九月.xlsx" in xu.get("/subsidies/meals/uploads/").content.decode()
    assert xu.post(f"{page}accept/").status_code == 403


def test_the_database_keeps_uploads_in_order(three):
    upload = read(three, row(3))
    is_kept("meal_upload_month_begins_on_the_first", changed(upload, month=MONDAY))
    is_kept("meal_upload_with_mistakes_is_refused", changed(upload, mistakes=[{"row": 1}]))
    is_kept("meal_upload_accepted_by_somebody", changed(upload, status="accepted"))
    accepted(upload)
    is_kept("meal_upload_accepting_has_its_time", changed(upload, accepted_at=None))
    is_kept("meal_upload_undone_by_somebody", changed(upload, status="undone"))
    undone(upload)
    is_kept("meal_upload_undoing_has_its_time", changed(upload, undone_at=None))
