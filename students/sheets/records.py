"""The columns of the departments' lists as they arrive, with the names under which they are known (domain.md 2.4)."""

from collections.abc import Iterable

from aid_portal.reading import TableSpec
from students.choices import RecordKind
from students.rules.record_columns import LAYOUTS
from students.sheets.aliases import ID_ALIASES, alias_table

_COMMON = {
    "姓名": ("人员姓名",),
    "镇街": ("乡镇", "镇(街)", "乡(镇)", "镇(街道)", "乡镇(街道)"),
    "村(社区)": ("村", "行政村", "村组", "村(居)", "社区"),
    "出生日期": ("出生年月日",),
    "监护人姓名": ("监护人",),
    "监护人身份证号": ("监护人身份证号码", "监护人证件号码"),
    "与监护人关系": ("和监护人关系",),
    "户主身份证号": ("户主身份证号码", "户主证件号码"),
    "联系电话": ("电话", "联系方式", "手机号码"),
    "性别": ("人员性别",),
}
_OWN: dict[str, dict[str, Iterable[str]]] = {
    RecordKind.RURAL: {
        "证件号码": ID_ALIASES,
        "易返贫致贫户(监测对象)类型": (
            "监测对象类别", "监测对象类型", "监测类型", "易返贫致贫户类型", "防止返贫监测对象类型", "易返贫致贫户类别",
        ),
        "风险是否消除": ("风险是否已消除", "是否消除风险", "风险消除情况"),
        "风险消除时间": ("风险消除日期",),
        "风险识别时间": ("风险识别日期",),
        "致贫原因1": ("主要致贫(返贫)风险", "主要致贫原因", "返贫致贫风险1", "致贫原因"),
        "首次识别时间": ("识别监测时间",),
        "乡(镇)": ("乡镇", "镇街", "镇(街)", "镇(街道)"),
        "行政村": ("村", "村(社区)", "村组"),
        "户编号": ("家庭编号",),
        "人编号": ("人员编号",),
        "数据日期": ("数据时间",),
        "户联系电话": ("户主联系电话",),
    },
    RecordKind.CIVIL: {
        "身份证号码": ID_ALIASES,
        "姓名": ("家庭成员姓名", "成员姓名", "救助对象姓名", "保障对象姓名"),
        "救助类别": (
            "救助类型", "救助类别(城市低保/农村低保/特困分散/特困集中/低保边缘/刚性支出)", "救助对象类别", "社会救助类别",
        ),
        "享受起始年月": ("起始年月", "享受开始年月", "起享年月", "享受起始时间"),
        "停发年月": ("终止年月", "停发时间", "停保年月"),
        "保障类别": ("保障类别(A/B/C)",),
    },
    RecordKind.ORPHANS: {
        "身份证号": (*ID_ALIASES, "儿童身份证号", "儿童身份证号码"),
        "姓名": ("儿童姓名",),
        "类别": ("孤儿/事实无人抚养", "儿童类别", "儿童类型", "保障类别"),
        "起始年月": ("享受起始年月", "起始时间", "开始年月"),
        "终止年月": ("停发年月", "终止时间", "停止年月"),
        "养育方式": ("养育方式(集中/分散)",),
    },
    RecordKind.DISABLED: {
        "身份证号": ID_ALIASES,
        "姓名": ("残疾人姓名",),
        "残疾人证号": ("残疾证号", "残疾人证号码", "残疾证号码", "残疾人证编号"),
        "证件状态": ("残疾人证状态", "证件状态(正常/注销/过期/冻结)", "残疾证状态"),
        "有效期至": ("有效期", "证件有效期", "有效期止"),
    },
    RecordKind.MARTYRS: {
        "身份证号": ID_ALIASES,
        "姓名": ("子女姓名", "烈士子女姓名"),
        "烈士姓名": ("烈士",),
    },
    RecordKind.DETERMINATIONS: {
        "学籍号": ("全国学籍号", "学籍号码"),
        "姓名": ("学生姓名",),
        "学年": ("认定学年",),
        "认定档次": ("困难档次", "认定等级", "认定结果", "困难等级"),
        "困难类型": ("贫困类型", "困难类别"),
        "学校标识码": ("学校代码", "学校(机构)标识码"),
        "身份证号": ID_ALIASES,
    },
}  # fmt: skip


def _spec(kind: str) -> TableSpec:
    layout = LAYOUTS[kind]
    names = {heading: aliases for heading, aliases in (_COMMON | _OWN[kind]).items() if heading in layout.headings}
    return TableSpec(
        name=str(kind), required=layout.required, optional=layout.optional, aliases=alias_table(layout.headings, names)
    )


RECORD_SPECS: dict[str, TableSpec] = {kind: _spec(kind) for kind in LAYOUTS}
