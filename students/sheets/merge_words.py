"""Why two files are thought to be one child, in words."""

from django.utils.translation import gettext_lazy as _

REGISTRY, NAME_AND_BIRTH = "registry", "name_and_birth"
GROUNDS = {REGISTRY: _("学籍号相同"), NAME_AND_BIRTH: _("姓名和出生日期相同")}
EXPLAINED = {
    REGISTRY: _("一份档案没有证件号，只凭学籍号登记；花名册后来用同一个学籍号报来了证件号。"),
    NAME_AND_BIRTH: _("一份档案没有证件号；花名册后来报来一名同名、同出生日期而有证件号的学生。"),
}


def ground(code: str) -> str:
    return str(GROUNDS.get(code, code))
