"""receive: an objection that comes over the public page, from whoever it may be; few of them from one address."""

from uuid import UUID

from django.utils.translation import gettext as _

from aid_portal import throttle
from aid_portal.errors import Refused
from aid_portal.rules.throttling import Limit
from students.actions import objections
from students.models import Objection
from students.reports.shown_notices import posted, row_at

# An objection by name holds a child's row back until it is answered: nobody may hold up a whole list by himself.
PER_ADDRESS = Limit(tries=5, seconds=60 * 60)
PER_NOTICE = Limit(tries=60, seconds=24 * 60 * 60)
DOOR = "objection"


def receive(*, token: UUID, position: int, objector: str, contact: str, content: str, address: str) -> Objection:
    """Against the row at `position`, or, at nought, because somebody is missing. Counted outside of any transaction."""
    notice = posted(token)
    if notice is None:
        raise Refused(_("没有找到这份公示，请回到公示页面。"), code="not_found")
    row = row_at(notice, position)
    if position and row is None:
        raise Refused(_("这一行不在这份公示里，请刷新页面。"), code="other_notice")
    throttle.knock(DOOR, address, PER_ADDRESS)
    throttle.knock(f"{DOOR}-notice", str(notice.token), PER_NOTICE)
    return objections.record(notice=notice, row=row, objector=objector, contact=contact, content=content, by=None)
