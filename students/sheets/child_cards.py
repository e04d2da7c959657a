"""The page of words that stands in a child's folder of the archive: who, what was found, what the family wrote."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from aid_portal import figures
from aid_portal.identifiers import mask_id, mask_registry, mask_text
from students.determination_choices import Circumstance, SpecialGroup
from students.models import Application
from students.sealing import secrets_of
from students.sheets.record_words import CATEGORIES

FIELDS = {
    "family_size": later("家庭人口"),
    "yearly_income": later("家庭人均年收入（元）"),
    "phone": later("家长手机"),
    "address": later("家庭住址"),
    "circumstance_words": later("情况说明"),
    "reason": later("申请理由"),
}


def card(application: Application, form: dict[str, Any], *, whole: bool) -> str:
    """`form` is empty for whoever may not read it. Only the whole card has numbers in full."""
    child, numbers = application.enrolment, secrets_of(application.enrolment)
    resident_id, registry = numbers.get("resident_id", ""), numbers.get("registry_number", "")
    lines = [
        (_("姓名"), child.name),
        (_("身份证号"), resident_id if whole else mask_id(resident_id)),
        (_("学籍号"), registry if whole else mask_registry(registry)),
        (_("学校"), str(child.school)),
        (_("认定轮次"), str(application.round)),
        *_found(application),
        *((label, said if whole else mask_text(said)) for label, said in _written(form)),
    ]
    return "".join(f"{label}：{said}\r\n" for label, said in lines if said)


def _found(application: Application) -> Iterator[tuple[str, str]]:
    yield _("来源"), application.get_origin_display()
    yield _("状态"), application.get_status_display()
    yield _("数据证明"), "、".join(str(CATEGORIES.get(code, code)) for code in application.proven_by)
    yield _("承诺日期"), figures.day(application.committed_on) if application.committed_on else ""
    yield _("班级评议建议"), application.get_class_tier_display()
    yield _("评议理由"), application.class_reason
    yield _("认定档次"), application.get_tier_display()
    yield _("认定理由"), application.reason
    yield _("低于应定档次的原因"), application.below_reason
    yield _("批准日期"), figures.day(application.approved_on) if application.approved_on else ""


def _written(form: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in FIELDS.items():
        yield label, str(form.get(name) or "")
    yield _("自述的特殊群体"), _labels(SpecialGroup, form.get("special"))
    yield _("影响家庭经济状况的情况"), _labels(Circumstance, form.get("circumstances"))
    for each in form.get("members") or ():
        yield _("家庭成员"), "，".join(str(value) for value in each.values() if value not in (None, ""))


def _labels(choices: Any, codes: list[str] | None) -> str:
    return "、".join(str(choices(code).label) for code in codes or () if code in choices)
