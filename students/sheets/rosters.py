"""The columns of a roster: one list for the template, the upload, the errors and the way out (eligibility.md 1)."""

from aid_portal.reading import TableSpec
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
