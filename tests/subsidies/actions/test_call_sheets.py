"""A call sheet comes back filled in: all its answers are written down or none, and its telephones do not stay."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aid_portal.errors import IllegalMove, Refused, Stale
from aid_portal.models import AuditEvent, OrgUnit, StoredFile
from aid_portal.uploads import UploadRefused
from subsidies.actions import arrivals, call_sheets
from subsidies.actions.made_papers import PaperForm
from subsidies.models import ArrivalSample, FilledCallSheet
from subsidies.rules.call_sheet_rows import AMOUNT, ANSWER, NAME, NOTE, NUMBER
from tests.factories.arrivals import an_answered_batch, an_asker
from tests.promises import changed, is_kept

pytestmark = pytest.mark.django_db
Said = dict[int, dict[str, object]]
CAME, OTHER, NOT_THERE = {ANSWER: "已收到，金额一致"}, {ANSWER: "收到的金额不同", AMOUNT: 400}, {ANSWER: "没有收到"}


@pytest.fixture
def sample(tmp_path, school: OrgUnit) -> ArrivalSample:
    return arrivals.draw(batch=an_answered_batch(tmp_path, {school: 5}), size=3, seed="2022-11", by=an_asker())


def filled(sample: ArrivalSample, said: Said) -> BytesIO:
    """The sheet as it was handed out, with these cells filled in, by place."""
    made = arrivals.take_sheet(sample=sample, form=PaperForm.XLSX, reason="11月回访", by=an_asker())
    book, content = load_workbook(BytesIO(made.content)), BytesIO()
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for heading, value in said.get(row[headings.index(NUMBER)].value, {}).items():
            row[headings.index(heading)].value = value
    book.save(content)
    content.seek(0)
    return content


def read(sample: ArrivalSample, said: Said, source: BytesIO | None = None) -> FilledCallSheet:
    return call_sheets.read(sample=sample, source=source or filled(sample, said), name="电话单.xlsx", by=an_asker())


def booked(sheet: FilledCallSheet) -> FilledCallSheet:
    return call_sheets.book(sheet=sheet, by=an_asker())


def test_what_is_filled_in_is_looked_at_first_and_then_booked_as_a_whole(sample, django_capture_on_commit_callbacks) -> None:
    sheet = read(sample, {1: CAME, 2: {**OTHER, NOTE: "存折上少100"}})
    assert (sheet.status, len(sheet.rows), sheet.empty, sheet.mistakes) == ("checked", 2, 1, [])
    assert not sample.questions.exclude(answer="").exists()
    key = sheet.file.key
    with django_capture_on_commit_callbacks(execute=True):
        booked(sheet)
    told = sample.questions.order_by("position").values_list("answer", "told_amount", "note")
    assert list(told) == [("arrived", None, ""), ("other_amount", 400, "存折上少100"), ("", None, "")]
    assert not StoredFile.objects.filter(key=key).exists()
    assert sorted(AuditEvent.objects.filter(event__startswith="subsidies.call_sheet").values_list("event", flat=True)) == [
        "subsidies.call_sheet.booked", "subsidies.call_sheet.read",
    ]  # fmt: skip
    with pytest.raises(IllegalMove):
        booked(sheet)


def test_a_sheet_with_a_mistake_books_nothing_and_comes_back_marked(sample) -> None:
    sheet = read(sample, {1: CAME, 2: {ANSWER: "好像收到了"}})
    assert (sheet.status, [each["column"] for each in sheet.mistakes]) == ("refused", [ANSWER])
    with pytest.raises(IllegalMove):
        booked(sheet)
    name, content = call_sheets.mark(sheet=sheet, by=an_asker())
    said = [str(cell.value) for page in load_workbook(BytesIO(content)) for row in page.iter_rows() for cell in row]
    assert (name, any("不是回访结果" in each for each in said)) == ("错误标注-电话单.xlsx", True)
    assert not sample.questions.exclude(answer="").exists()
    right = read(sample, {1: CAME})
    for nothing in (lambda: call_sheets.mark(sheet=right, by=an_asker()), _without_file(sheet)):
        with pytest.raises(Refused, match="重新上传"):
            nothing()


def _without_file(sheet: FilledCallSheet) -> Callable[[], object]:
    def mark() -> object:
        StoredFile.objects.filter(pk=sheet.file_id).delete()
        sheet.refresh_from_db()
        return call_sheets.mark(sheet=sheet, by=an_asker())

    return mark


def test_a_later_sheet_without_a_mistake_takes_the_place_of_one_that_waits(sample) -> None:
    first, second = read(sample, {1: CAME}), read(sample, {1: NOT_THERE})
    wrong = read(sample, {1: {ANSWER: "好像收到了"}})
    first.refresh_from_db()
    second.refresh_from_db()
    assert wrong.status == "refused"
    assert (first.status, second.status) == ("superseded", "checked")
    booked(second)
    assert sample.questions.get(position=1).answer == "not_arrived"


def test_what_was_answered_meanwhile_stays_and_nothing_of_the_sheet_is_booked(sample) -> None:
    sheet = read(sample, {1: CAME, 2: CAME})
    arrivals.answer(sample=sample, answers={2: {"answer": "not_arrived"}}, by=an_asker())
    with pytest.raises(Stale, match="第2笔已经登记过结果"):
        booked(sheet)
    assert list(sample.questions.order_by("position").values_list("answer", flat=True)) == ["", "not_arrived", ""]


def test_an_empty_sheet_that_of_another_draw_and_another_table_are_refused_and_not_kept(sample) -> None:
    with pytest.raises(Refused, match="没有填写一行"):
        read(sample, {})
    other = arrivals.draw(batch=sample.batch, size=3, seed="other", by=an_asker())
    with pytest.raises(Refused, match="另一次抽样的电话单"):
        read(sample, {}, filled(other, {1: CAME}))
    with pytest.raises(UploadRefused):
        read(sample, {}, BytesIO("姓名,电话\n王,1\n".encode()))
    assert not FilledCallSheet.objects.exists()


def test_who_paid_brings_no_sheet_back_and_books_none(sample) -> None:
    sheet, source = read(sample, {1: CAME}), filled(sample, {1: CAME})
    for person in (sample.batch.prepared_by, sample.batch.reviewed_by, sample.batch.released_by):
        with pytest.raises(Refused, match="须由另一人回访"):
            call_sheets.read(sample=sample, source=source, name="电话单.xlsx", by=person)
        with pytest.raises(Refused, match="须由另一人回访"):
            call_sheets.book(sheet=sheet, by=person)


def test_the_database_keeps_sheets_in_order(sample) -> None:
    sheet = read(sample, {1: CAME})
    facts = {"sample": sample, "name": "x", "sha256": "0", "uploaded_by": an_asker()}
    is_kept("callsheet_one_waits_per_sample", lambda: FilledCallSheet.objects.create(**facts))
    is_kept("callsheet_with_mistakes_is_refused", changed(sheet, mistakes=[{"row": 2, "column": NAME, "message": "x"}]))
    is_kept("callsheet_with_mistakes_is_refused", changed(sheet, status="refused"))
    is_kept("callsheet_booked_by_somebody", changed(sheet, status="booked", file=None))
    is_kept("callsheet_booking_has_its_time", changed(sheet, status="booked", file=None, booked_by=an_asker()))
    stamp = {"booked_by": an_asker(), "booked_at": sheet.uploaded_at}
    is_kept("callsheet_is_not_kept_once_booked", changed(sheet, status="booked", **stamp))
