"""take: the telephone numbers that a message to parents needs, of one school, and nothing else of the children."""

from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from aid_portal.sheets.books import SheetSpec, write_book
from supervision.reports.outreach_contacts import contacts_of
from supervision.sheets.outreach_contacts import REACHED, UNREACHED

MOST = 500  # reliability.md R22: more personal data at once would need a second person


@transaction.atomic
def take(*, school: OrgUnit, term: str, grade: str = "", class_name: str = "", purpose: str, by: User) -> tuple[str, bytes]:
    """Name and bytes of the workbook, with an event: who took how many numbers for what.

    `grade` is written primary-1, '' for all. Classes and numbers, each number once a class; no child is named whose parent
    can be reached, and no id, birth date or hardship leaves at all.
    """
    refuse_empty(purpose, _("请写明推送的内容和用途。"))
    found = contacts_of(school, term, grade, class_name)
    if not found.rows:
        raise Refused(_("所选范围里没有在读学生，请重新选择年级、班级。"), code="nothing")
    if found.rows > MOST:
        words = {"rows": figures.count(found.rows), "most": MOST}
        raise Refused(_("所选范围有%(rows)s行，一次最多导出%(most)s行，请按年级或班级分次导出。") % words, code="too_many")
    stream = BytesIO()
    sheets = [SheetSpec(_("推送名单"), REACHED, found.reached, str(school))]
    if found.unreached:
        sheets.append(SheetSpec(_("没有手机号"), UNREACHED, found.unreached, str(school)))
    write_book(stream, sheets, _notes(school, purpose, by, len(found.reached), len(found.unreached)))
    after = {"rows": found.rows, "term": term, "grade": grade, "class_name": class_name}
    audit.record("supervision.outreach.contacts_taken", by=by, target=school, unit=school, after=after, note=purpose)
    return _("家长推送名单-%(school)s.xlsx") % {"school": school}, stream.getvalue()


def _notes(school: OrgUnit, purpose: str, by: User, reached: int, unreached: int) -> list[tuple[str, str]]:
    counted = _("手机号%(reached)s个，没有手机号的学生%(unreached)s名") % {"reached": reached, "unreached": unreached}
    return [
        (_("单位"), str(school)),
        (_("用途"), purpose.strip()),
        (_("导出"), f"{by.name}（{by.username}）{figures.minute(timezone.now())}"),
        (_("行数"), counted),
        (_("要求"), _("仅用于本次推送，用后删除，不得转发；同一班级同一手机号只列一次。")),
    ]
