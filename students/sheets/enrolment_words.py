"""What a row of a roster says in words, and what two states of it say differently; numbers masked."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.identifiers import mask_card, mask_id, mask_phone, mask_registry
from students.choices import EnrolmentStatus, Hukou
from students.models.enrolments import RosterFacts
from students.sheets.record_words import Difference
from students.sheets.rosters import grade_word

ADDRESS_SHOWN = 9  # province, county and town


def mask_address(text: str) -> str:
    """To the town; where the house stands is nobody's business until somebody asks with a reason."""
    return text if len(text) <= ADDRESS_SHOWN else f"{text[:ADDRESS_SHOWN]}****"


# what the envelope of a row holds: label, mask; those without a mask are shown whole
SECRETS: dict[str, tuple[str, Callable[[str], str] | None]] = {
    "registry_number": (gettext_lazy("学籍号"), mask_registry),
    "resident_id": (gettext_lazy("证件号"), mask_id),
    "guardian_id": (gettext_lazy("监护人证件号"), mask_id),
    "phone": (gettext_lazy("联系电话"), mask_phone),
    "bank_account": (gettext_lazy("银行账号"), mask_card),
    "bank_name": (gettext_lazy("开户行"), None),
    "account_holder": (gettext_lazy("账户户名"), None),
    "address": (gettext_lazy("家庭住址"), mask_address),
}


def boarding(value: bool) -> str:
    return _("住校") if value else _("走读")


def place(row: RosterFacts) -> str:
    """小学 三年级 2班"""
    return " ".join(filter(None, (str(SchoolStage(row.stage).label), grade_word(row.stage, row.grade), row.class_name)))


def status(row: RosterFacts) -> str:
    """转出（2022-10-08起）"""
    label = str(EnrolmentStatus(row.status).label)
    return _("%(status)s（%(day)s 起）") % {"status": label, "day": figures.day(row.status_on)} if row.status_on else label


def yes_no(value: bool) -> str:
    return _("是") if value else _("否")


SAID: dict[str, Callable[[RosterFacts], str]] = {
    gettext_lazy("姓名"): lambda row: row.name,
    gettext_lazy("性别"): lambda row: row.sex,
    gettext_lazy("出生日期"): lambda row: figures.day(row.birth_date) if row.birth_date else "",
    gettext_lazy("年级、班级"): place,
    gettext_lazy("就读方式"): lambda row: boarding(row.boarding),
    gettext_lazy("户口性质"): lambda row: str(Hukou(row.hukou).label) if row.hukou else "",
    gettext_lazy("专业名称"): lambda row: row.major,
    gettext_lazy("涉农专业"): lambda row: yes_no(row.agriculture),
    gettext_lazy("学生状态"): status,
    gettext_lazy("送教上门"): lambda row: yes_no(row.home_taught),
    gettext_lazy("监护人"): lambda row: row.guardian_name,
}


def differences(before: RosterFacts, after: RosterFacts, old: dict, new: dict) -> Iterator[Difference]:
    """Field by field; `old` and `new` are the opened envelopes. A number that differs under its mask is said to."""
    for label, words in SAID.items():
        if words(before) != words(after):
            yield Difference(str(label), words(before), words(after))
    for field, (label, mask_of) in SECRETS.items():
        left, right = old.get(field, ""), new.get(field, "")
        if left != right:
            yield Difference(str(label), *_shown(left, right, mask_of))


def _shown(left: str, right: str, mask_of: Callable[[str], str] | None) -> tuple[str, str]:
    if mask_of is None:
        return left, right
    before, after = mask_of(left), mask_of(right)
    return before, _("%(number)s（遮住的部分不同）") % {"number": after} if before == after else after
