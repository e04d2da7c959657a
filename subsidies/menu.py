"""This floor's entries in the menu, and what waits behind them."""

from django.utils.translation import gettext_lazy as _

from aid_portal.menu import AID, MenuItem, register_menu
from aid_portal.permissions import Permission
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion


def policies_waiting(user) -> int:
    """Drafts that this user may approve: not the own one."""
    if not user.has(Permission.POLICY_APPROVE):
        return 0
    return PolicyVersion.objects.visible_to(user).filter(status=PolicyStatus.SUBMITTED).exclude(drafted_by=user).count()


register_menu(
    MenuItem(AID, _("政策标准"), "subsidies:policy-list", Permission.POLICY_VIEW, "journal-text", policies_waiting, order=60)
)

register_menu(MenuItem(AID, _("资格比对"), "subsidies:run-list", Permission.CHECK_VIEW, "clipboard-check", order=10))
