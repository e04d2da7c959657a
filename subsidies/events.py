"""Words of this floor's audit events."""

from django.utils.translation import gettext_lazy as _

from aid_portal.audit import register_event

for code, label in {
    "subsidies.check.started": _("发起资格比对"),
    "subsidies.policy.drafted": _("起草政策版本"),
    "subsidies.policy.changed": _("修改政策草稿"),
    "subsidies.policy.restored": _("政策草稿恢复到以前的内容"),
    "subsidies.policy.submitted": _("提交政策草稿"),
    "subsidies.policy.withdrawn": _("撤回政策草稿"),
    "subsidies.policy.returned": _("退回政策草稿"),
    "subsidies.policy.approved": _("批准政策版本"),
    "subsidies.policy.discarded": _("放弃政策草稿"),
}.items():
    register_event(code, label)
