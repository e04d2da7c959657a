"""find, reopen, rate: what whoever holds the code may do from outside."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import AlreadyDone, Refused
from supervision.actions import grievance_steps
from supervision.actions.grievances import code_index, unseen_address
from supervision.models import Grievance
from supervision.rules.grievances import last_day_to_reopen, may_reopen, read_code


def find(code: str) -> Grievance:
    """The same words for a code that is none and for one that nobody has got."""
    read = read_code(code)
    found = Grievance.objects.filter(code_index=code_index(read)).first() if read else None
    if found is None:
        raise Refused(_("没有找到这个查询码。请对照收到的查询码核对，共16个字母和数字。"), code="unknown_code")
    return found


@transaction.atomic
def reopen(*, code: str, text: str) -> Grievance:
    """Within 30 days of the answer."""
    grievance = find(code)
    if grievance.ended_on is None:
        raise Refused(_("这件诉求正在办理，不用重新提出。"), code="open")
    if not may_reopen(grievance.ended_on, timezone.localdate()):
        day = figures.long_day(last_day_to_reopen(grievance.ended_on))
        raise Refused(_("已过%(day)s的期限，请作为新的诉求提交。") % {"day": day}, code="too_late")
    with unseen_address(when=True):
        return grievance_steps.reopen(grievance=grievance, text=text, by=None)


@transaction.atomic
def rate(*, code: str, satisfaction: int) -> Grievance:
    """From one to five, once, after an end."""
    grievance = grievance_steps.locked(find(code))
    if grievance.ended_on is None:
        raise Refused(_("答复以后才能评价。"), code="open")
    if grievance.satisfaction is not None:
        raise AlreadyDone(_("您已经评价过，谢谢。"))
    grievance.satisfaction = satisfaction
    grievance.save(update_fields=["satisfaction"])
    with unseen_address(when=True):
        audit.record("supervision.grievance.rated", by=audit.PUBLIC, target=grievance)
    return grievance
