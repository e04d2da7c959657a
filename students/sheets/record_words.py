"""Records and their changes in words: categories, days, what differs between two rows of one person."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.identifiers import mask_id
from students.models import Record
from students.sealing import open_record

CATEGORIES = {
    "MON_UNSTABLE": gettext_lazy("脱贫不稳定户"),
    "MON_EDGE": gettext_lazy("边缘易致贫户"),
    "MON_SUDDEN": gettext_lazy("突发严重困难户"),
    "LIFTED": gettext_lazy("脱贫家庭"),
    "TEKUN": gettext_lazy("特困救助供养"),
    "ORPHAN": gettext_lazy("孤儿"),
    "UNATTENDED": gettext_lazy("事实无人抚养儿童"),
    "MARTYR": gettext_lazy("烈士子女"),
    "DIBAO_RURAL": gettext_lazy("农村低保"),
    "DIBAO_URBAN": gettext_lazy("城市低保"),
    "DIBAO_EDGE": gettext_lazy("低保边缘家庭"),
    "RIGID": gettext_lazy("刚性支出困难家庭"),
}
# what the rosters say of the person, in the words of the annotation `match`
MATCHES = [("matched", gettext_lazy("是在校学生")), ("open", gettext_lazy("待核对")), ("none", gettext_lazy("不在花名册"))]
TIERS = {"severe": gettext_lazy("特别困难"), "general": gettext_lazy("一般困难")}


class Difference(NamedTuple):
    label: str
    before: str
    after: str


def categories(record: Record) -> str:
    return "、".join(str(CATEGORIES.get(code, code)) for code in record.categories)


def validity(record: Record) -> str:
    """From when to when; a card that is not in force says so."""
    if not record.active:
        return _("证件不在有效状态")
    if not (record.starts_on or record.ends_on):
        return ""
    return _("%(start)s 起，%(end)s") % {
        "start": figures.day(record.starts_on),
        "end": _("%(day)s 起停止") % {"day": figures.day(record.ends_on)} if record.ends_on else _("没有停止日期"),
    }


def risk(record: Record) -> str:
    if not record.risk_removed:
        return _("未消除")
    return _("已消除（%(day)s）") % {"day": figures.day(record.risk_removed_on)} if record.risk_removed_on else _("已消除")


def masked_id(record: Record) -> str:
    return mask_id(open_record(record).get("raw_id", ""))


def place(record: Record) -> str:
    return f"{record.town}{record.village}"


SAID: dict[str, Callable[[Record], str]] = {
    gettext_lazy("姓名"): lambda record: record.name,
    gettext_lazy("证件号"): masked_id,
    gettext_lazy("户编号"): lambda record: record.household_number,
    gettext_lazy("人编号"): lambda record: record.person_number,
    gettext_lazy("类别"): categories,
    gettext_lazy("名单原文"): lambda record: record.detail,
    gettext_lazy("风险"): risk,
    gettext_lazy("起止"): validity,
    gettext_lazy("在校生状况"): lambda record: record.schooling,
    gettext_lazy("住址"): place,
    gettext_lazy("与户主关系"): lambda record: record.relation,
}


def differences(before: Record | None, after: Record | None) -> Iterator[Difference]:
    """Field by field what the two rows say differently; an id that differs under its mask is said to."""
    if before is None or after is None:
        return
    for label, words in SAID.items():
        left, right = words(before), words(after)
        if left != right:
            yield Difference(str(label), left, right)
        elif words is masked_id and before.id_index != after.id_index:
            yield Difference(str(label), left, _("%(id)s（遮住的部分不同）") % {"id": right})
    if _hidden(before) != _hidden(after):
        yield Difference(_("监护人或残疾人证号"), _("原登记"), _("已变化"))


def _hidden(record: Record) -> list[str]:
    sealed = open_record(record)
    return [sealed.get(name, "") for name in ("guardian_id", "guardian_name", "disability_number")]
