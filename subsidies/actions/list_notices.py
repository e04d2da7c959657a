"""post: a school's list on its notice board, recorded row by row; audit check A12 asks for it (domain.md 5.6)."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import User
from students.actions import public_notices
from students.actions.public_notices import Line, Posting
from students.determination_choices import NoticeColumn, NoticeKind
from students.models import PublicNotice
from subsidies.choices import ListStatus
from subsidies.models import EntitlementList, PostedEntitlement
from subsidies.reports import batch_papers
from subsidies.reports.posted import notices_of

COLUMNS = (NoticeColumn.NAME, NoticeColumn.CLASS, NoticeColumn.TIER)


@transaction.atomic
def post(
    *, entitlement_list: EntitlementList, working_days: int, phone: str, place: str, photo: File | None = None, by: User,
    today: date | None = None,
) -> PublicNotice:  # fmt: skip
    """Everybody on the list who is to be aided, once the school has confirmed it; posted again, the former notice ends."""
    found = EntitlementList.objects.locked().select_related("school", "programme", "term").get(pk=entitlement_list.pk)
    if found.status == ListStatus.DRAFT:
        raise Refused(_("学校确认名单后才能公示，请先确认。"), code="not_confirmed")
    listed = batch_papers.to_be_posted(found)
    _withdraw_standing(found, by, today)
    posting = Posting(
        kind=NoticeKind.AID, title=batch_papers.posted_title(found), columns=COLUMNS, place=place, contact=phone,
        days=working_days, photo=photo,
    )  # fmt: skip
    lines = [Line(dict(zip(COLUMNS, cells, strict=True))) for _entitlement, cells in listed]
    notice = public_notices.post(school=found.school, posting=posting, lines=lines, by=by, today=today)
    rows = notice.rows.order_by("position").values_list("pk", flat=True)
    PostedEntitlement.objects.bulk_create(
        PostedEntitlement(row_id=row, entitlement=entitlement) for row, (entitlement, _cells) in zip(rows, listed, strict=True)
    )
    return notice


def _withdraw_standing(entitlement_list: EntitlementList, by: User, today: date | None) -> None:
    for notice in notices_of(entitlement_list):
        if notice.withdrawn_on is None:
            public_notices.withdraw(notice=notice, reason=_("名单有变化，重新公示。"), by=by, today=today)
