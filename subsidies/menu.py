"""This floor's entries in the menu."""

from django.utils.translation import gettext_lazy as _

from aid_portal.menu import AID, MenuItem, register_menu
from aid_portal.permissions import Permission
from aid_portal.public_doors import Door, register_door

register_menu(MenuItem(AID, _("享受资助名单"), "subsidies:list-list", Permission.ENTITLEMENT_VIEW, "list-check", order=22))
register_menu(MenuItem(AID, _("名额"), "subsidies:quota-list", Permission.ENTITLEMENT_VIEW, "people", order=24))
register_menu(
    MenuItem(
        AID,
        _("调整与追回"),
        "subsidies:adjustment-list",
        Permission.ENTITLEMENT_VIEW,
        "arrow-left-right",
        order=26,
    )
)
register_menu(MenuItem(AID, _("政策标准"), "subsidies:policy-list", Permission.POLICY_VIEW, "journal-text", order=60))

register_menu(MenuItem(AID, _("资格比对"), "subsidies:run-list", Permission.CHECK_VIEW, "clipboard-check", order=10))
register_menu(MenuItem(AID, _("比对发现"), "subsidies:finding-list", Permission.DECISION_VIEW, "flag", order=30))
register_menu(MenuItem(AID, _("监测对象去向"), "subsidies:whereabouts-list", Permission.CHECK_VIEW, "geo-alt", order=40))
register_menu(MenuItem(AID, _("资助结果"), "subsidies:decision-list", Permission.DECISION_VIEW, "cash-coin", order=20))
register_menu(MenuItem(AID, _("银行文件格式"), "subsidies:layout-list", Permission.BATCH_VIEW, "file-earmark-text", order=95))
register_menu(MenuItem(AID, _("退票与账户"), "subsidies:returned-list", Permission.PAYMENT_VIEW, "person-badge", order=90))
register_menu(MenuItem(AID, _("银行回盘"), "subsidies:return-list", Permission.BATCH_VIEW, "inbox", order=85))
register_menu(MenuItem(AID, _("发放批次"), "subsidies:batch-list", Permission.BATCH_VIEW, "send", order=80))
register_menu(MenuItem(AID, _("资金指标"), "subsidies:budget-list", Permission.BUDGET_VIEW, "bank", order=70))
register_menu(MenuItem(AID, _("台账"), "subsidies:entry-list", Permission.BUDGET_VIEW, "journal-check", order=84))
register_menu(MenuItem(AID, _("对账"), "subsidies:tie-out", Permission.BUDGET_VIEW, "patch-check", order=86))
register_menu(MenuItem(AID, _("审计核查"), "subsidies:audit-bench", Permission.AUDIT_CHECK_VIEW, "shield-check", order=95))
register_menu(MenuItem(AID, _("发放明细"), "subsidies:payment-list", Permission.PAYMENT_VIEW, "list-ul", order=82))
register_menu(MenuItem(AID, _("统计"), "subsidies:statistics", Permission.STATISTICS_VIEW, "bar-chart", order=88))
register_menu(MenuItem(AID, _("学校资助"), "subsidies:school-aid-list", Permission.SCHOOL_AID_VIEW, "mortarboard", order=87))
register_menu(MenuItem(AID, _("营养餐"), "subsidies:meal-list", Permission.MEAL_VIEW, "heart", order=92))
register_menu(MenuItem(AID, _("社会捐赠"), "subsidies:donation-list", Permission.DONATION_VIEW, "gift", order=89))
register_menu(MenuItem(AID, _("监护人同意"), "subsidies:consent-list", Permission.CONSENT_RECORD, "person-check", order=90))

register_door(
    Door(_("资助政策和标准"), _("各学段有哪些资助，一学期多少钱，怎样申请"), "public-aid:policies", "journal-text", order=5)
)
register_door(
    Door(_("看看我家能享受什么"), _("选几项就有结果，不留任何信息"), "public-aid:self-check", "clipboard-check", order=6)
)
register_door(Door(_("资助统计"), _("全县一年发了多少资助"), "public-aid:figures", "bar-chart", order=30))
register_door(Door(_("社会捐赠"), _("谁捐了什么，用在哪个项目"), "public-aid:donations", "gift", order=31))
register_door(Door(_("学校营养餐"), _("各学校每月的账目、食材和带量食谱"), "public-aid:meals", "heart", order=32))
register_door(Door(_("开放数据"), _("资助、捐赠和营养餐的合计数，可以下载"), "public-data", "download", order=33))
