"""The columns of a roster and the words its short lists know (eligibility.md 1)."""

from students.choices import EnrolmentStatus, Hukou

REQUIRED = ("学校标识码", "学籍号", "姓名", "身份证号", "年级", "班级", "就读方式")
OPTIONAL = (
    "学校名称", "性别", "出生日期", "学段", "户口性质", "专业名称", "是否涉农专业", "学生状态", "状态日期",
    "监护人姓名", "监护人身份证号", "联系电话", "银行账号", "开户行", "账户户名", "家庭住址",
)  # fmt: skip
HEADINGS = REQUIRED + OPTIONAL
# cells that may be left empty; a child without an id has none
MAY_BE_EMPTY = frozenset({*OPTIONAL, "身份证号"})

# Where a formula is an error of its cell: nobody computes an id, and a required cell decides what the row is.
STRICT = frozenset({*REQUIRED, "监护人身份证号", "银行账号"})

BOARDING_WORDS: dict[str, bool] = {
    "住校": True, "寄宿": True, "住宿": True, "是": True,
    "走读": False, "非寄宿": False, "否": False,
}  # fmt: skip

# 送教上门: the teacher comes to the child; it is enrolled like any other and carries a flag of its own.
HOME_TAUGHT = "送教上门"
STATUS_WORDS: dict[str, EnrolmentStatus] = {
    "": EnrolmentStatus.ENROLLED,
    "在读": EnrolmentStatus.ENROLLED,
    "在校": EnrolmentStatus.ENROLLED,
    HOME_TAUGHT: EnrolmentStatus.ENROLLED,
    "休学": EnrolmentStatus.SUSPENDED,
    "转出": EnrolmentStatus.TRANSFERRED_OUT,
    "退学": EnrolmentStatus.WITHDRAWN,
    "死亡": EnrolmentStatus.DECEASED,
    "毕业": EnrolmentStatus.GRADUATED,
}

HUKOU_WORDS: dict[str, str] = {
    "": "",
    "农业": Hukou.RURAL, "农村": Hukou.RURAL, "县镇": Hukou.RURAL,
    "城市": Hukou.URBAN, "非农业": Hukou.URBAN, "非农": Hukou.URBAN,
}  # fmt: skip

YES_NO_WORDS: dict[str, bool] = {"": False, "是": True, "否": False}
SEX_WORDS: dict[str, str] = {"": "", "男": "男", "女": "女", "男性": "男", "女性": "女"}
