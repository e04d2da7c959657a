"""Rosters made in memory and taken in through the portal's own verbs; made-up children with right check digits."""

from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal import jobs
from aid_portal.models import OrgUnit, User
from students.actions import roster_uploads, rosters
from students.models import RosterUpload
from students.sheets.rosters import ATTRIBUTES
from tests.department_lists import an_id
from tests.factories.students import the_term
from tests.workbooks import workbook

HEADINGS = tuple(ATTRIBUTES)
LIST = "/students/rosters/"
SCHOOL, NAME = "2161324001", "花名册.xlsx"
NAMES = "甲乙丙丁戊己庚辛壬癸"


def a_child(number: int, school: str = SCHOOL, **said: object) -> list[object]:
    """One row in the template's order; `said` overrides cells by heading."""
    resident_id = an_id(number)
    cells = {
        "学校标识码": school, "学籍号": f"G{resident_id}", "姓名": f"某{NAMES[number % 10]}", "身份证号": resident_id,
        "年级": "三年级", "班级": "1班", "就读方式": "走读", "联系电话": "13800138000",
    } | said  # fmt: skip
    return [cells.get(heading, "") for heading in HEADINGS]


def children(count: int, first: int = 0, **said: object) -> list[list[object]]:
    return [a_child(number, **said) for number in range(first, first + count)]


def a_roster(rows: Iterable[list[object]]) -> bytes:
    return workbook([HEADINGS, *rows])


def received(rows: Iterable[list[object]], unit: OrgUnit, by: User, term: str = "2022A", name: str = NAME) -> RosterUpload:
    """Kept and waiting for its check, which nobody has woken."""
    return roster_uploads.upload(term=the_term(term), unit=unit, source=a_roster(rows), name=name, by=by, post=False)


def checked(rows: Iterable[list[object]], unit: OrgUnit, by: User, term: str = "2022A", name: str = NAME) -> RosterUpload:
    upload = received(rows, unit, by, term, name)
    jobs.run_inline(upload.job)
    return RosterUpload.objects.select_related("job").get(pk=upload.pk)


def accepted(rows: Iterable[list[object]], unit: OrgUnit, by: User, term: str = "2022A", name: str = NAME) -> RosterUpload:
    return rosters.accept(upload=checked(rows, unit, by, term, name), by=by)


# the same through the pages


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, content, unit, term="2022A", **said):
    data = {"term": term, "unit": unit.pk, "file": SimpleUploadedFile("花名册.xlsx", content)} | said
    return client.post(f"{LIST}upload/", data, headers={"referer": f"http://testserver{LIST}upload/"}, follow=True)


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
