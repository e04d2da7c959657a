"""A school's table of October's first meals: filled in, checked, and not yet accepted."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from aid_portal.models import OrgUnit, User
from subsidies.actions import meal_uploads
from subsidies.meal_choices import MealUploadKind
from subsidies.rules.meal_count_rows import ABSENT, DAY, ENROLLED, MEALS
from subsidies.sheets.meal_uploads import count_columns

DAYS = 5


def leave(school: OrgUnit, month: date, by: User) -> None:
    """What stands already is left alone."""
    if school.meal_uploads.exists():
        return
    said = {"school": school, "month": month, "kind": MealUploadKind.COUNTS, "by": by}
    name, template = meal_uploads.take_template(**said)
    meal_uploads.read(**said, source=_filled(template), name=name)


def _filled(template: bytes) -> BytesIO:
    """The first days' meals: everybody who is not on leave has eaten."""
    book, made = load_workbook(BytesIO(template)), BytesIO()
    sheet, [day, meals, away, enrolled] = book.worksheets[0], _places(DAY, MEALS, ABSENT, ENROLLED)
    served = sorted({row[day].value for row in sheet.iter_rows(min_row=2) if row[day].value})[:DAYS]
    for row in sheet.iter_rows(min_row=2):
        if row[day].value in served:
            names = [name for name in str(row[away].value or "").split("、") if name]
            row[meals].value = row[enrolled].value - len(names)
    book.save(made)
    made.seek(0)
    return made


def _places(*headings: str) -> list[int]:
    known = [column.heading for column in count_columns()]
    return [known.index(heading) for heading in headings]
