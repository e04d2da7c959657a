"""open_with, keep, hand_in, take_back: what a family does on a phone with the code of its slip, by itself."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, throttle
from aid_portal.errors import Refused
from aid_portal.rules.throttling import Limit
from students.actions import application_codes, applications
from students.actions.applications import FAMILY
from students.choices import EnrolmentStatus
from students.determination_choices import ApplicationStatus, Origin, RoundStatus
from students.models import Application, ApplicationCode

DOOR, SAVING = "application-code", "application-save"
# A right code does not count, so that a village behind one address gets in.
PER_ADDRESS = Limit(tries=20, seconds=15 * 60)
PER_CODE = Limit(tries=5, seconds=15 * 60)
SAVES = Limit(tries=100, seconds=60 * 60)


def open_with(*, code: str, address: str) -> ApplicationCode:
    """Wrong, replaced and outdated codes get one answer. Counted outside of any transaction."""
    guess = crypto.blind_index("content", f"{DOOR}|{code.upper()}").hex()
    throttle.knock(DOOR, address, PER_ADDRESS)
    throttle.knock(DOOR, guess, PER_CODE)
    found = application_codes.find(code)
    if found is None or not _is_open(found):
        raise Refused(_("申请码不对或者已经失效。请核对裁条上的12位申请码；仍然不行的，请向班主任换一张。"), code="unknown")
    for who in (address, guess):
        throttle.knocked_rightly(DOOR, who)
    audit.record("students.application.opened", by=FAMILY, target=found.round, unit=found.enrolment.school)
    return found


def still_open(pk: int) -> ApplicationCode | None:
    """The code that was opened before, unless another has been issued or the round is over since."""
    found = ApplicationCode.objects.select_related("round__term", "enrolment__school").filter(pk=pk).first()
    return found if found is not None and _is_open(found) else None


def application_of(code: ApplicationCode) -> Application | None:
    """The child's latest; one that was taken back is none."""
    known = Application.objects.filter(round=code.round, enrolment=code.enrolment)
    return known.exclude(status=ApplicationStatus.WITHDRAWN).select_related("round__term", "enrolment").order_by("-pk").first()


def is_in_hand(application: Application | None) -> bool:
    """Whether the family may write: nothing is there, or a draft of its own."""
    return application is None or (application.status == ApplicationStatus.DRAFT and application.origin == Origin.PHONE)


def may_take_back(application: Application) -> bool:
    return application.origin == Origin.PHONE and ApplicationStatus.WITHDRAWN in application.open_moves()


def keep(*, code: ApplicationCode, form: dict[str, Any]) -> Application:
    """As far as it is filled. Counted outside of any transaction."""
    throttle.knock(SAVING, f"code-{code.pk}", SAVES)
    if not is_in_hand(application_of(code)):
        raise Refused(_("申请已经提交，或者学校正在录入纸质申请，现在不能修改。"), code="not_in_hand")
    return applications.save_draft(round=code.round, enrolment=code.enrolment, form=form, origin=Origin.PHONE, by=None)


def hand_in(*, application: Application) -> Application:
    """The name typed under the commitment and its box stand for the signature; the day is today."""
    return applications.submit(application=application, committed_on=timezone.localdate(), by=None)


@transaction.atomic
def take_back(*, code: ApplicationCode) -> Application:
    application = application_of(code)
    if application is None or not may_take_back(application):
        raise Refused(_("学校已经认定，不能撤回；有问题请与学校联系。"), code="too_late")
    return applications.withdraw(application=application, note=_("家庭自行撤回"), by=None)


def _is_open(code: ApplicationCode) -> bool:
    return code.round.status == RoundStatus.RUNNING and code.enrolment.status == EnrolmentStatus.ENROLLED
