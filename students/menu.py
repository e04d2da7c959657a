"""This floor's part of the page furniture: its menu entries and the terms that can be chosen in the top bar."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import register_terms
from aid_portal.menu import STUDENTS, MenuItem, register_menu
from aid_portal.permissions import Permission
from students.awaiting import releases_held
from students.models import TermSetting


def codes() -> Iterable[str]:
    return TermSetting.objects.values_list("pk", flat=True)


register_terms(codes)
register_menu(MenuItem(STUDENTS, _("部门名单"), "students:release-list", Permission.RECORD_VIEW, "inbox", releases_held, 30))
