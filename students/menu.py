"""This floor's part of the page furniture: its menu entries and the terms that can be chosen in the top bar."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from aid_portal.current_term import register_terms
from aid_portal.menu import STUDENTS, MenuItem, register_menu
from aid_portal.permissions import Permission
from aid_portal.public_doors import Door, register_door
from students.models import RosterAcceptance, TermSetting


def codes() -> Iterable[tuple[str, bool]]:
    """In use are those for which a roster has come: people begin at the newest of them."""
    begun = Exists(RosterAcceptance.objects.filter(term=OuterRef("pk")))
    return TermSetting.objects.order_by().values_list("pk", begun)


register_terms(codes)
register_menu(MenuItem(STUDENTS, _("部门名单"), "students:release-list", Permission.RECORD_VIEW, "inbox", order=30))
register_menu(MenuItem(STUDENTS, _("学期"), "students:term-list", Permission.TERM_VIEW, "calendar3", order=90))
register_menu(MenuItem(STUDENTS, _("核对队列"), "students:match-list", Permission.REVIEW_VIEW, "list-check", order=40))
register_menu(MenuItem(STUDENTS, _("县外就读证明"), "students:proof-list", Permission.PROOF_VIEW, "geo-alt", order=50))
register_menu(MenuItem(STUDENTS, _("花名册"), "students:roster-list", Permission.ROSTER_VIEW, "file-earmark-excel", order=10))
register_menu(MenuItem(STUDENTS, _("双重学籍"), "students:double-list", Permission.ROSTER_VIEW, "people", order=20))
register_menu(MenuItem(STUDENTS, _("学生"), "students:student-list", Permission.STUDENT_VIEW, "mortarboard", order=15))
register_menu(MenuItem(STUDENTS, _("档案合并"), "students:merge-list", Permission.STUDENT_MERGE, "person-check", order=45))
register_door(Door(_("困难认定申请"), _("凭学校发的申请码填写，查看办理进度"), "public:apply", "pencil-square", order=10))
register_door(Door(_("资助公示"), _("各学校正在公示的名单，可以在线提出异议"), "public:notice-list", "clipboard-check", order=20))
register_menu(MenuItem(STUDENTS, _("困难认定"), "students:round-list", Permission.ROUND_VIEW, "clipboard-check", order=60))
register_menu(MenuItem(STUDENTS, _("公示异议"), "students:objection-list", Permission.OBJECTION_HANDLE, "flag", order=65))
