"""This floor's entries in the menu, and what waits behind them."""

from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import opening_term
from aid_portal.menu import AID, MenuItem, register_menu
from aid_portal.permissions import Permission
from subsidies.choices import Place, PolicyStatus
from subsidies.models import Finding, PolicyVersion, Whereabouts


def policies_waiting(user) -> int:
    """Drafts that this user may approve: not the own one."""
    if not user.has(Permission.POLICY_APPROVE):
        return 0
    return PolicyVersion.objects.visible_to(user).filter(status=PolicyStatus.SUBMITTED).exclude(drafted_by=user).count()


def findings_waiting(user) -> int:
    """Open findings of this user's schools in the term that the pages open with."""
    return Finding.objects.visible_to(user).live().filter(term=str(opening_term())).count()


def suspects_waiting(user) -> int:
    """Monitored children who may be out of school, in the term that the pages open with."""
    return Whereabouts.objects.visible_to(user).filter(term=str(opening_term()), code=Place.SUSPECT).count()


register_menu(
    MenuItem(AID, _("政策标准"), "subsidies:policy-list", Permission.POLICY_VIEW, "journal-text", policies_waiting, order=60)
)

register_menu(MenuItem(AID, _("资格比对"), "subsidies:run-list", Permission.CHECK_VIEW, "clipboard-check", order=10))
register_menu(MenuItem(AID, _("比对发现"), "subsidies:finding-list", Permission.DECISION_VIEW, "flag", findings_waiting, 30))
register_menu(
    MenuItem(AID, _("监测对象去向"), "subsidies:whereabouts-list", Permission.CHECK_VIEW, "geo-alt", suspects_waiting, 40)
)
register_menu(MenuItem(AID, _("资助结果"), "subsidies:decision-list", Permission.DECISION_VIEW, "cash-coin", order=20))
