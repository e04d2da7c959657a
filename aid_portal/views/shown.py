"""Facts of the ground floor's records as label and value, for detail pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import audit, figures
from aid_portal.choices import AssignmentStatus, UnmaskKind
from aid_portal.crypto import unseal
from aid_portal.export_orders import ExportOrder
from aid_portal.identifiers import mask_text
from aid_portal.permissions import Permission

# Words for what actions put into before and after and no model calls by that name.
WORDS = {
    "username": gettext_lazy("用户名"),
    "scopes": gettext_lazy("权限范围"),
    "parent": gettext_lazy("上级机构"),
    "fields": gettext_lazy("查看的项目"),
    "class": gettext_lazy("班级"),
    "years": gettext_lazy("年份"),
    "days": gettext_lazy("天数"),
    "new": gettext_lazy("新增"),
    "changed": gettext_lazy("更新"),
    "unchanged": gettext_lazy("不变"),
    "code": gettext_lazy("代码"),
    "export": gettext_lazy("导出内容"),
    "term": gettext_lazy("学期"),
    "filters": gettext_lazy("条件"),
    "masked": gettext_lazy("证件号"),
    "reason": gettext_lazy("事由"),
    "format": gettext_lazy("文件格式"),
    "rows": gettext_lazy("行数"),
}

# Codes and lines of units: they look like private numbers to a mask, and are public.
UNIT_CODES = frozenset({"code", "unit", "parent", "school_code", "unit_code", "help_phone", "watch_phone"})


def user_facts(user):
    return [
        (_("用户名"), user.username),
        (_("姓名"), user.name),
        (_("职务"), user.position),
        (_("建立日期"), figures.day(user.created_at)),
        (_("最近登录"), figures.minute(user.last_login) if user.last_login else ""),
        (_("密码修改时间"), figures.minute(user.password_changed_at) if user.password_changed_at else ""),
    ]


def token_facts(token):
    service = token.user
    held = [each for each in service.assignments.all() if each.status == AssignmentStatus.GRANTED]
    return [
        (_("接口账号"), service, service.get_absolute_url()),
        (_("账号的任职"), "；".join(f"{each.unit} {each.get_role_display()}" for each in held)),
        (_("令牌开头"), token.prefix),
        (_("有效期至"), figures.day(token.expires_on)),
        (_("最近使用"), figures.minute(token.last_used_at) if token.last_used_at else ""),
        (_("提出人"), _signed(token.proposed_by, token.proposed_at)),
        (_("签发人"), _signed(token.decided_by, token.decided_at)),
        (_("撤销"), _signed(token.revoked_by or _("控制台"), token.revoked_at)),
    ]


def _signed(person, at):
    return f"{person} {figures.minute(at)}" if at else ""


def scopes_of(token):
    """Each with whether the account still has it: what it has lost, the token has lost too."""
    held = token.user.permissions
    return [{"code": each.value, "label": each.label, "held": each in held} for each in Permission if each in token.permissions]


def unit_facts(unit):
    parent = (_("上级机构"), unit.parent, unit.parent.get_absolute_url()) if unit.parent else (_("上级机构"), "")
    return [
        (_("机构类型"), unit.get_kind_display()),
        (_("机构代码"), unit.code),
        (_("学校类型"), unit.get_school_type_display() if unit.is_school else ""),
        parent,
        (_("资助咨询电话"), unit.help_phone),
        (_("监督举报电话"), unit.watch_phone),
        (_("撤销日期"), figures.day(unit.closed_on) if unit.closed_on else ""),
    ]


def _class_words(assignment):
    """As it was called when the role was given, and the years through which the role goes with it."""
    words = {"class": assignment.class_label, "intake": assignment.intake}
    return _("%(class)s（%(intake)s级，随年级升入）") % words if assignment.class_label else ""


def assignment_facts(assignment, *, linked=True):
    """Linked to the person and the unit for those who look after accounts."""
    person, unit = assignment.user, assignment.unit
    return [
        (_("用户"), person, person.get_absolute_url() if linked else ""),
        (_("角色"), assignment.get_role_display()),
        (_("单位"), unit, unit.get_absolute_url() if linked else ""),
        (_("班级"), _class_words(assignment)),
        (_("开始日期"), figures.day(assignment.starts_on)),
        (_("结束日期"), figures.day(assignment.ends_on) if assignment.ends_on else _("长期")),
        *_acting_facts(assignment),
        (_("提出人"), assignment.proposed_by or _("安装时任命")),
        (_("提出时间"), figures.minute(assignment.proposed_at)),
        (_("批准人"), assignment.decided_by or ""),
        (_("批准时间"), figures.minute(assignment.decided_at) if assignment.decided_at else ""),
    ]


def _acting_facts(assignment):
    """For whom it is exercised and why, for whoever is to grant it."""
    if assignment.acting_for is None:
        return []
    return [(_("代理谁"), assignment.acting_for.user), (_("代理原因"), assignment.reason)]


def request_facts(unmask_request):
    return [
        (_("类别"), unmask_request.get_kind_display()),
        *_export_facts(unmask_request),
        (_("条数"), unmask_request.row_count),
        (_("事由"), unmask_request.reason),
        (_("申请人"), unmask_request.requested_by),
        (_("申请时间"), figures.minute(unmask_request.requested_at)),
        (_("批准人"), unmask_request.decided_by or ""),
        (_("批准时间"), figures.minute(unmask_request.decided_at) if unmask_request.decided_at else ""),
    ]


def _export_facts(unmask_request):
    """Which rows would leave, for whoever is to allow it."""
    if unmask_request.kind != UnmaskKind.EXPORT or "export" not in unmask_request.params:
        return []
    words = ExportOrder.from_params(unmask_request.params).in_words(unmask_request.requested_by)
    return [(_("学期"), words["term"]), (_("条件"), words["filters"])]


def holiday_facts(holiday):
    arrangement = _("调休上班") if holiday.is_working else _("放假")
    return [(_("日期"), figures.day(holiday.day)), (_("安排"), arrangement), (_("名称"), holiday.name)]


def event_facts(event):
    return [
        (_("时间"), figures.minute(event.at)),
        (_("操作人"), audit.actor_label(event.actor)),
        (_("用户名"), event.actor_id_text),
        (_("对象"), event.target),
        (_("对象编号"), event.target_key),
        (_("单位"), f"{event.unit_name} {event.unit_code}".strip()),
        (_("来源地址"), event.address),
        (_("请求编号"), event.request_id),
        (_("说明"), mask_text(event.note)),
    ]


def event_changes(event, *, masked=True):
    """Before and after field by field; numbers that may be ids, cards or telephones masked unless said otherwise."""
    if event.sealed is None:
        return []
    sides = unseal(event.sealed, aad=audit.seal_aad(event.seal_key))
    before, after = sides["before"], sides["after"]
    return [_change(event, key, before.get(key), after.get(key), masked) for key in dict.fromkeys([*before, *after])]


def _change(event, key, before, after, masked):
    field = audit.field_of(event.target_key, key)
    words = dict(field.flatchoices) if field is not None else {}
    mask = mask_text if masked and key not in UNIT_CODES else str
    left, right = (mask(_plain(words.get(value, value))) for value in (before, after))
    return {
        "label": field.verbose_name if field is not None else WORDS.get(key, key),
        "left": left,
        "right": right,
        "same": left == right,
    }


def _plain(value):
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
