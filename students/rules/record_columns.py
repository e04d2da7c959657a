"""The columns of the departments' lists and the words that make a category (eligibility.md 1, 4; domain.md 2.4)."""

from dataclasses import dataclass
from functools import cached_property

from students.choices import RecordKind

HOUSEHOLD_PHONE = "户联系电话"  # unread, kept sealed with its row: whoever looks for a child out of school asks for it


@dataclass(frozen=True)
class Layout:
    """The headings of one list; `fields` says which of them the portal reads, all others are kept as text."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    fields: dict[str, str]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return self.required + self.optional

    @cached_property
    def heading_of(self) -> dict[str, str]:
        return {field: heading for heading, field in self.fields.items()}

    @cached_property
    def position_of(self) -> dict[str, int]:
        return {field: self.headings.index(heading) for heading, field in self.fields.items()}

    @cached_property
    def unread(self) -> dict[int, str]:
        return {position: heading for position, heading in enumerate(self.headings) if heading not in self.fields}

    @cached_property
    def strict(self) -> frozenset[str]:
        """Where a formula is an error of its cell: the name and every number that says who the row is about."""
        numbers = ("name", "resident_id", "person_number", "household_number", "disability_number", "registry_number")
        return frozenset(self.heading_of[field] for field in numbers if field in self.heading_of)


RURAL = Layout(
    required=("数据日期", "户编号", "人编号", "姓名", "证件号码", "与户主关系", "户类型"),
    optional=(
        "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间", "在校生状况", "乡(镇)", "行政村",
        HOUSEHOLD_PHONE, "序号", "县(市、区、旗)", "自然村", "人数", "民族", "文化程度", "健康状况", "劳动技能", "务工时间（月）",
        "是否参加大病保险", "致贫原因1", "危房户", "是否解决安全饮用水", "人均纯收入", "人联系电话", "首次识别时间",
        "人员识别时间", "出生日期", "户主姓名",
    ),
    fields={
        "数据日期": "data_date", "户编号": "household_number", "人编号": "person_number", "姓名": "name",
        "证件号码": "resident_id", "与户主关系": "relation", "户类型": "household_kind",
        "易返贫致贫户(监测对象)类型": "monitoring_kind", "风险是否消除": "risk", "风险消除时间": "risk_removed_on",
        "在校生状况": "schooling", "乡(镇)": "town", "行政村": "village", "出生日期": "birth_date", "户主姓名": "household_head",
    },
)  # fmt: skip

CIVIL = Layout(
    required=("姓名", "身份证号码", "救助类别", "享受起始年月"),
    optional=(
        "停发年月", "户主姓名", "户主身份证号", "镇街", "村(社区)", "与户主关系", "出生日期", "序号", "县区", "性别", "年龄",
        "低保证号", "保障类别", "保障人口", "月保障金额", "家庭住址", "联系电话", "开户行", "银行账号",
    ),
    fields={
        "姓名": "name", "身份证号码": "resident_id", "救助类别": "category", "享受起始年月": "starts_on", "停发年月": "ends_on",
        "户主姓名": "household_head", "镇街": "town", "村(社区)": "village", "与户主关系": "relation", "出生日期": "birth_date",
    },
)  # fmt: skip

ORPHANS = Layout(
    required=("姓名", "身份证号", "类别", "起始年月"),
    optional=(
        "终止年月", "监护人姓名", "监护人身份证号", "与监护人关系", "养育方式", "出生日期", "镇街", "村(社区)", "序号", "性别",
        "联系电话", "家庭住址",
    ),
    fields={
        "姓名": "name", "身份证号": "resident_id", "类别": "category", "起始年月": "starts_on", "终止年月": "ends_on",
        "监护人姓名": "guardian_name", "监护人身份证号": "guardian_id", "出生日期": "birth_date", "镇街": "town",
        "村(社区)": "village", "与监护人关系": "relation",
    },
)  # fmt: skip

DISABLED = Layout(
    required=("姓名", "身份证号", "残疾人证号", "证件状态"),
    optional=(
        "残疾类别", "残疾等级", "有效期至", "监护人姓名", "监护人身份证号", "与残疾人关系", "出生日期", "序号", "性别",
        "多重残疾明细", "发证日期", "户籍地址", "现住址", "联系电话",
    ),
    fields={
        "姓名": "name", "身份证号": "resident_id", "残疾人证号": "disability_number", "证件状态": "card_status",
        "有效期至": "valid_until", "残疾类别": "disability_kind", "残疾等级": "disability_grade",
        "监护人姓名": "guardian_name", "监护人身份证号": "guardian_id", "出生日期": "birth_date", "与残疾人关系": "relation",
    },
)  # fmt: skip

MARTYRS = Layout(
    required=("姓名", "身份证号"),
    optional=(
        "烈士姓名", "与烈士关系", "出生日期", "监护人姓名", "监护人身份证号", "镇街", "村(社区)", "序号", "性别", "联系电话",
    ),
    fields={
        "姓名": "name", "身份证号": "resident_id", "烈士姓名": "martyr", "与烈士关系": "relation", "出生日期": "birth_date",
        "监护人姓名": "guardian_name", "监护人身份证号": "guardian_id", "镇街": "town", "村(社区)": "village",
    },
)  # fmt: skip

DETERMINATIONS = Layout(
    required=("学籍号", "姓名", "学年", "认定档次"),
    optional=("困难类型", "学校标识码", "序号", "学校名称", "年级", "班级", "身份证号"),
    fields={
        "学籍号": "registry_number", "姓名": "name", "学年": "academic_year", "认定档次": "tier", "困难类型": "kinds",
        "学校标识码": "school_code",
    },
)  # fmt: skip

LAYOUTS: dict[str, Layout] = {
    RecordKind.RURAL: RURAL,
    RecordKind.CIVIL: CIVIL,
    RecordKind.ORPHANS: ORPHANS,
    RecordKind.DISABLED: DISABLED,
    RecordKind.MARTYRS: MARTYRS,
    RecordKind.DETERMINATIONS: DETERMINATIONS,
}

LIFTED_HOUSEHOLD = "脱贫户"
# 户类型 as the lists write it; another word gives no category either, but somebody should look at it.
HOUSEHOLD_KINDS = frozenset(
    {"", LIFTED_HOUSEHOLD, "一般农户", "一般户", "监测户", "监测对象", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"}
)
# The ending 户 may be missing; a household that was lifted out and wavers is a lifted-out one still.
MONITORING_CATEGORIES: dict[str, tuple[str, ...]] = {
    "": (),
    "脱贫不稳定": ("LIFTED", "MON_UNSTABLE"),
    "边缘易致贫": ("MON_EDGE",),
    "突发严重困难": ("MON_SUDDEN",),
}
RISK_REMOVED_WORDS = frozenset({"是", "已消除"})
BEYOND_GRADE_NINE = ("高中", "普高", "中职", "技师", "高职", "大专", "本科", "硕士", "博士")

# (beginning, category); the first two and 孤儿 must be the whole word: 农村低保边缘 would be another thing.
CIVIL_WORDS = {"农村低保": "DIBAO_RURAL", "城市低保": "DIBAO_URBAN"}
CIVIL_BEGINNINGS = (("特困", "TEKUN"), ("低保边缘", "DIBAO_EDGE"), ("刚性支出", "RIGID"))
ORPHAN_WORDS = {"孤儿": "ORPHAN"}
ORPHAN_BEGINNINGS = (("事实无人抚养", "UNATTENDED"),)

CARD_IN_FORCE = "正常"
TIER_WORDS = {"特别困难": "severe", "一般困难": "general"}
