"""Words of this floor's audit events."""

from django.utils.translation import gettext_lazy as _

from aid_portal.audit import register_event

for code, label in {
    "students.roster.received": _("上传花名册"),
    "students.roster.mended": _("在页面修改花名册单元格"),
    "students.roster.accepted": _("接收花名册"),
    "students.roster.discarded": _("放弃花名册"),
    "students.roster.undone": _("撤销花名册"),
    "students.roster.template_taken": _("下载花名册模板"),
    "students.roster.marked": _("制作花名册错误工作簿"),
    "students.release.received": _("上传部门名单"),
    "students.release.accepted": _("部门名单生效"),
    "students.release.withdrawn": _("撤回部门名单"),
    "students.release.report_taken": _("下载部门名单问题清单"),
    "students.pair.answered": _("答复核对"),
    "students.pair.reopened": _("重新核对"),
    "students.merge.merged": _("合并学生档案"),
    "students.merge.refused": _("不合并学生档案"),
    "students.merge.undone": _("撤销合并学生档案"),
    "students.proof.submitted": _("登记县外就读证明"),
    "students.proof.verified": _("核验县外就读证明"),
    "students.proof.refused": _("县外就读证明未通过"),
    "students.proof.aid_added": _("补充当地资助情况"),
    "students.term.begun": _("开设学期"),
    "students.term.cut_off_set": _("设定认定基准日"),
    "students.term.locked": _("锁定学期"),
    "students.term.unlocked": _("解锁学期"),
}.items():
    register_event(code, label)
