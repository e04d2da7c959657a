"""Which warnings wait for whom: for their owner's hands, and for the second person's word."""

from aid_portal.models import User
from aid_portal.permissions import Permission
from supervision.models import EarlyWarning, WarningRequest
from supervision.models.warning_requests import WarningRequestQuerySet
from supervision.models.warnings import EarlyWarningQuerySet


def warnings_to_handle(user: User) -> EarlyWarningQuerySet:
    """Standing ones that this person's own unit owns."""
    own = EarlyWarning.objects.owned_by(user).standing()
    return own if user.has(Permission.WARNING_HANDLE) else own.none()


def requests_to_decide(user: User) -> WarningRequestQuerySet:
    """Not the own ones."""
    waiting = WarningRequest.objects.visible_to(user).waiting().exclude(made_by__in=user.stands_for)
    return waiting if user.has(Permission.WARNING_CLOSE) else waiting.none()
