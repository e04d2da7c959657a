"""The columns of a roster: one list for the template, the upload, the errors and the way out (eligibility.md 1)."""

import re

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.reading import TableSpec
from students.rules.grades import GRADE_WORDS, Grade
from students.rules.roster_columns import HEADINGS, OPTIONAL, REQUIRED
from students.sheets.aliases import ID_ALIASES, alias_table

_ALIASES = {
    "学校标识码": ("学校代码", "学校编码", "学校(机构)标识码", "机构标识码", "学校机构标识码"),
    "学籍号": ("全国学籍号", "学籍号码", "学生学籍号", "全国学籍号码"),
    "姓名": ("学生姓名",),
    "身份证号": ID_ALIASES,
    "年级": ("年级名称", "所在年级"),
    "班级": ("班级名称", "班号", "所在班级"),
    "就读方式": ("是否住校", "是否寄宿", "是否寄宿生", "住宿情况"),
    "学校名称": ("学校", "学校全称", "就读学校"),
    "出生日期": ("出生年月日", "生日"),
    "学段": ("就读学段",),
    "户口性质": ("户口类别", "户籍性质", "户口类型"),
    "专业名称": ("专业", "所学专业"),
    "是否涉农专业": ("涉农专业", "是否涉农"),
    "学生状态": ("学籍状态", "在读状态", "状态"),
    "状态日期": ("异动日期", "学籍异动日期", "变动日期"),
    "监护人姓名": ("家长姓名", "监护人"),
    "监护人身份证号": ("监护人身份证号码", "监护人证件号码", "家长身份证号", "家长身份证号码"),
    "联系电话": ("电话", "联系方式", "家长电话", "监护人电话", "监护人联系电话", "手机号", "手机号码"),
    "银行账号": ("银行卡号", "银行帐号", "账号", "卡号", "银行账户"),
    "开户行": ("开户银行", "开户行名称"),
    "账户户名": ("户名", "开户名", "帐户户名", "持卡人姓名", "开户人"),
    "家庭住址": ("家庭地址", "现住址", "住址", "通讯地址"),
}

ROSTER = TableSpec(name="roster", required=REQUIRED, optional=OPTIONAL, aliases=alias_table(HEADINGS, _ALIASES))

# What the template is made of, by heading: the value that fills it, the words to choose from, and a word of advice.
# The grade list of a school comes from students.rules.grades.words_for.
ATTRIBUTES: dict[str, str] = {
    "学校标识码": "school_code",
    "学籍号": "registry_number",
    "姓名": "name",
    "身份证号": "resident_id",
    "年级": "grade",
    "班级": "class_name",
    "就读方式": "boarding",
    "性别": "sex",
    "出生日期": "birth_date",
    "学段": "stage",
    "户口性质": "hukou",
    "专业名称": "major",
    "是否涉农专业": "agriculture",
    "学生状态": "status",
    "状态日期": "status_on",
    "监护人姓名": "guardian_name",
    "监护人身份证号": "guardian_id",
    "联系电话": "phone",
    "银行账号": "bank_account",
    "开户行": "bank_name",
    "账户户名": "account_holder",
    "家庭住址": "address",
}
DROP_DOWNS: dict[str, tuple[str, ...]] = {
    "就读方式": ("走读", "住校"),
    "性别": ("男", "女"),
    "学段": ("学前", "小学", "初中", "普高", "中职"),
    "户口性质": ("农村", "县镇", "城市"),
    "是否涉农专业": ("是", "否"),
    "学生状态": ("在读", "送教上门", "休学", "转出", "退学", "死亡", "毕业"),
}
TEXT_HEADINGS = frozenset({"学校标识码", "学籍号", "身份证号", "监护人身份证号", "银行账号", "联系电话"})
PROMPTS: dict[str, str] = {
    "学籍号": _("G、J 或 L 加18位，共19位。"),
    "身份证号": _("18位；没有身份证的学生留空，学籍号以 J 或 L 开头。请保持文本格式。"),
    "出生日期": _("写成 2014-03-15；有身份证号的可留空。"),
    "学段": _("可留空，由年级和学校类型推定。"),
    "状态日期": _("休学、转出、退学、死亡、毕业从这一天起；不填则从学期第一天起。"),
    "银行账号": _("请保持文本格式，不要写成数值。"),
}


TEMPLATE_VERSION = 1


def template_version(term: str) -> str:
    """What the template carries in its properties, and what comes back with the file that was made from it."""
    return f"roster/{TEMPLATE_VERSION}/{term}"


def term_of_template(version: str) -> str:
    """For which term the file's template was made; '' for any other file."""
    kind, _number, term = [*version.split("/"), "", ""][:3]
    return term if kind == "roster" and re.fullmatch(r"[0-9]{4}[SA]", term) else ""


_WORDS: dict[Grade, str] = {}
for _word, _grade in GRADE_WORDS.items():
    _WORDS.setdefault(_grade, _word)


def grade_word(stage: str, number: int) -> str:
    """The usual word of a grade, as the template writes it back: 三年级, 七年级, 高一, 中职一年级; else ''."""
    return _WORDS.get(Grade(SchoolStage(stage), number), "")


def grade_choices() -> list[tuple[str, str]]:
    """primary-1 小学一年级: a grade with its stage, for filters."""
    ordered = sorted(_WORDS.items(), key=lambda one: (SchoolStage.values.index(one[0].stage), one[0].number))
    return [(f"{grade.stage.value}-{grade.number}", _with_stage(str(grade.stage.label), word)) for grade, word in ordered]


def _with_stage(stage: str, word: str) -> str:
    return word if word.startswith(stage) else f"{stage}{word}"
