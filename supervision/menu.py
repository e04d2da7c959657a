"""This floor's entries in the menu."""

from django.utils.translation import gettext_lazy as _

from aid_portal.menu import STUDENTS, SUPERVISION, MenuItem, register_menu
from aid_portal.permissions import Permission
from aid_portal.public_doors import Door, register_door

register_menu(MenuItem(STUDENTS, _("监测户"), "supervision:household-list", Permission.HOUSEHOLD_VIEW, "house", order=35))
register_menu(MenuItem(SUPERVISION, _("控辍保学"), "supervision:dropout-list", Permission.DROPOUT_VIEW, "person-x", order=50))
register_menu(
    MenuItem(SUPERVISION, _("缺勤报告"), "supervision:absence-list", Permission.ABSENCE_VIEW, "calendar-check", order=52)
)
register_menu(
    MenuItem(SUPERVISION, _("督查行动"), "supervision:campaign-list", Permission.INSPECTION_VIEW, "clipboard-check", order=10)
)
register_menu(
    MenuItem(SUPERVISION, _("整改通知书"), "supervision:notice-list", Permission.NOTICE_VIEW, "file-earmark-text", order=30)
)
register_menu(MenuItem(SUPERVISION, _("逾期督办"), "supervision:overdue", Permission.NOTICE_VIEW, "hourglass-split", order=35))
register_menu(MenuItem(SUPERVISION, _("责任督学"), "supervision:inspector-list", Permission.INSPECTION_VIEW, "eye", order=25))
register_menu(MenuItem(SUPERVISION, _("自查问题"), "supervision:self-check-list", Permission.NOTICE_VIEW, "search", order=37))
register_menu(MenuItem(SUPERVISION, _("清单落实"), "supervision:work-entry-list", Permission.NOTICE_VIEW, "list-task", order=40))
register_menu(
    MenuItem(
        SUPERVISION,
        _("目标责任书"),
        "supervision:letter-template-list",
        Permission.LETTER_VIEW,
        "file-earmark-check",
        order=60,
    )
)
register_menu(
    MenuItem(
        SUPERVISION,
        _("年度考核"),
        "supervision:assessment-list",
        Permission.ASSESSMENT_VIEW,
        "clipboard-data",
        order=70,
    )
)
register_menu(MenuItem(SUPERVISION, _("预警雷达"), "supervision:radar", Permission.WARNING_VIEW, "bell", order=5))
register_menu(
    MenuItem(SUPERVISION, _("督查记录"), "supervision:visit-list", Permission.INSPECTION_VIEW, "journal-text", order=20)
)
register_menu(MenuItem(SUPERVISION, _("宣传活动"), "supervision:outreach-list", Permission.OUTREACH_VIEW, "people", order=80))
register_menu(MenuItem(SUPERVISION, _("诉求受理"), "supervision:grievance-list", Permission.GRIEVANCE_VIEW, "envelope", order=75))
register_menu(
    MenuItem(SUPERVISION, _("信息更正"), "supervision:data-change-list", Permission.GRIEVANCE_VIEW, "pencil-square", order=76)
)
register_menu(MenuItem(SUPERVISION, _("年度总结"), "supervision:year-account", Permission.YEAR_VIEW, "journal-check", order=90))
register_door(
    Door(_("反映问题"), _("投诉、申诉、更正信息、举报和咨询，凭查询码查看答复"), "public-desk:grievance", "envelope", order=40)
)
register_door(Door(_("联系电话"), _("县局和各学校的资助咨询、监督举报电话"), "public-contacts", "telephone", order=42))
register_door(Door(_("查询办理情况"), _("输入提交时得到的查询码"), "public-desk:follow", "search", order=41))
