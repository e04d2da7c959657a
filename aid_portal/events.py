"""The ground floor's audit events in words."""

from django.utils.translation import gettext_lazy as _

from aid_portal.audit import register_event

EVENTS = {
    "portal.session.opened": _("登录"),
    "portal.session.closed": _("退出登录"),
    "portal.session.closed_everywhere": _("退出全部设备"),
    "portal.session.refused": _("登录失败"),
    "portal.session.locked": _("登录失败次数过多，暂停登录"),
    "portal.access.denied": _("访问被拒绝"),
    "portal.user.created": _("新建用户"),
    "portal.user.changed": _("修改用户"),
    "portal.user.disabled": _("停用用户"),
    "portal.user.enabled": _("启用用户"),
    "portal.user.password_reset": _("重置密码"),
    "portal.user.password_changed": _("修改密码"),
    "portal.role_assignment.proposed": _("提出任职"),
    "portal.role_assignment.granted": _("批准任职"),
    "portal.role_assignment.refused": _("不批准任职"),
    "portal.role_assignment.revoked": _("撤销任职"),
    "portal.role_assignment.withdrawn": _("收回任职提议"),
    "portal.api_token.proposed": _("提出接口令牌"),
    "portal.api_token.issued": _("签发接口令牌"),
    "portal.api_token.refused": _("不签发接口令牌"),
    "portal.api_token.revoked": _("撤销接口令牌"),
    "portal.api_token.used_in_vain": _("使用失效的接口令牌"),
    "portal.org_unit.created": _("新建机构"),
    "portal.org_unit.changed": _("修改机构"),
    "portal.org_unit.closed": _("撤销机构"),
    "portal.org_unit.phones_told": _("公开机构电话"),
    "portal.org_unit.reopened": _("恢复机构"),
    "portal.org_unit.loaded": _("导入机构名单"),
    "portal.holiday.set": _("设定节假日"),
    "portal.holiday.removed": _("删除节假日"),
    "portal.holiday.seeded": _("载入节假日表"),
    "portal.unmask_request.proposed": _("申请查看完整信息"),
    "portal.unmask_request.granted": _("批准查看完整信息"),
    "portal.unmask_request.refused": _("不批准查看完整信息"),
    "portal.unmask_request.used": _("使用查看完整信息的批准"),
    "portal.saved_search.saved": _("保存常用查询"),
    "portal.saved_search.removed": _("删除常用查询"),
    "portal.record.revealed": _("查看完整信息"),
    "portal.job_run.cancelled": _("取消后台任务"),
    "portal.job_run.retried": _("重试后台任务"),
    "portal.stored_file.downloaded": _("下载文件"),
    "portal.export.ordered": _("提交导出"),
    "portal.export.made": _("导出"),
}

for code, label in EVENTS.items():
    register_event(code, label)
