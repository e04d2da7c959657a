"""What is said about each code: what is wrong, and what to do about it."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Sentence(NamedTuple):
    """`title` names the cause of a group of rows; `rule` is filled from the issue's detail in the order of `names`."""

    title: str
    rule: str
    remedy: str
    names: tuple[str, ...] = ()


SENTENCES: dict[str, Sentence] = {
    "missing": Sentence(_("必填项未填"), _("没有填写"), _("请补填。")),
    "numeric_id": Sentence(
        _("号码是数值格式"),
        _("单元格是数值格式，只保留15位有效数字，号码已经失真"),
        _("请先把这一列设为文本格式，再对照证件重新输入完整号码。"),
    ),
    "bad_check_digit": Sentence(
        _("校验码错误"), _("校验码错误，应为 %(expected)s"), _("请对照户口簿或身份证核对整个号码。"), ("expected",)
    ),
    "bad_birth_date": Sentence(
        _("号码中的出生日期有误"),
        _("出生日期 %(birth)s 晚于导入当天"),
        _("请对照户口簿或身份证核对第7至14位。"),
        ("birth",),
    ),
    "fifteen_digit_id": Sentence(_("15位旧身份证号"), _("15位旧身份证号已停用"), _("请填写18位身份证号；系统不会自动换算。")),
    "bad_length": Sentence(
        _("号码位数不对"), _("应为18位，现有 %(length)s 位"), _("请对照户口簿或身份证补全号码。"), ("length",)
    ),
    "duplicate_in_file": Sentence(
        _("同校重复"), _("与本文件第%(rows)s行相同"), _("请核对是否同一名学生，只保留正确的一行。"), ("rows",)
    ),
    "unknown_school": Sentence(
        _("学校标识码未登记"),
        _("系统中没有这个学校标识码"),
        _("请核对10位学校标识码；新学校请先由县局登记。"),
    ),
    "foreign_school": Sentence(_("不是本校学生"), _("不是本校或本校教学点的学校标识码"), _("请删去这一行，由所在学校上传。")),
    "bad_registry_number": Sentence(
        _("学籍号格式不对"),
        _("应为 G、J 或 L 加18位，共19位"),
        _("请按全国学籍系统中的学籍号填写。"),
    ),
    "registry_id_differs": Sentence(
        _("学籍号与证件号不一致"),
        _("学籍号与证件号不一致"),
        _("两个号码都按所填保留；证件号更正过的不必修改，否则请核对。"),
    ),
    "bad_grade": Sentence(_("年级与学校不符"), _("这所学校没有这个年级"), _("可填：%(words)s。"), ("words",)),
    "bad_boarding": Sentence(_("就读方式无法识别"), _("不是可识别的就读方式"), _("可填：%(words)s。"), ("words",)),
    "bad_status": Sentence(_("学生状态无法识别"), _("不是可识别的学生状态"), _("可填：%(words)s。"), ("words",)),
    "bad_date": Sentence(_("日期无法识别"), _("不是可识别的日期"), _("请写成 2022-09-01 或 2022年9月1日（年月写成 2022-09）。")),
    "age_out_of_range": Sentence(
        _("年龄与学段不符"),
        _("学年第一天为%(age)s周岁，该学段应在%(lowest)s至%(highest)s周岁之间"),
        _("请核对年级和出生日期；情况属实的不必修改。"),
        ("age", "lowest", "highest"),
    ),
    "bad_disability_number": Sentence(
        _("残疾人证号格式不对"),
        _("应为20位：身份证号、残疾类别（1—7）、残疾等级（1—4），换领的证后面再加一个字母和一个数字"),
        _("此行仍然计入；请与残联核对证号。"),
    ),
    "unknown_category": Sentence(
        _("类别不在对照表中"), _("这个类别不在对照表中"), _("此行保留，但不产生困难类型；请与提供单位核实后更正。")
    ),
    "unknown_student": Sentence(
        _("名册中没有这名学生"),
        _("本学年两个学期的花名册中都没有学籍号和姓名相同的学生"),
        _("此行保留；请核对学籍号和姓名，或先上传花名册。"),
    ),
    "numeric_guardian_id": Sentence(
        _("监护人身份证号是数值格式"),
        _("单元格是数值格式，号码已经失真，未予保存"),
        _("请把这一列设为文本格式后重新输入。"),
    ),
    "bad_guardian_id": Sentence(_("监护人身份证号不合规"), _("不是有效的身份证号，未予保存"), _("请对照监护人证件核对。")),
    "bad_tier": Sentence(_("认定档次无法识别"), _("不是可识别的认定档次"), _("可填：%(words)s。"), ("words",)),
    "future_data_date": Sentence(_("数据日期在未来"), _("数据日期晚于导入当天"), _("请核对数据日期。")),
    "sex_differs": Sentence(
        _("性别与身份证号不一致"), _("与身份证号不一致，按身份证号应为%(sex)s"), _("请核对性别和身份证号。"), ("sex",)
    ),
    "birth_date_differs": Sentence(
        _("出生日期与身份证号不一致"),
        _("与身份证号不一致，按身份证号应为%(birth)s"),
        _("系统以身份证号为准；请核对两处。"),
        ("birth",),
    ),
    "card_check_digit": Sentence(_("银行卡号校验不符"), _("银行卡号最后一位校验不符"), _("请对照银行卡核对，以免发放时退回。")),
    "bad_account": Sentence(_("银行账号不合规"), _("银行账号应为8至32位数字"), _("请对照存折或银行卡核对。")),
    "bad_phone": Sentence(_("联系电话不合规"), _("不是可拨打的电话号码"), _("请填写11位手机号，或带区号的座机号。")),
    "odd_word": Sentence(_("填写内容无法识别"), _("填写的内容无法识别，按未填处理"), _("可填：%(words)s，或留空。"), ("words",)),
    "odd_name": Sentence(_("姓名中有数字或符号"), _("姓名中有数字或符号"), _("如有生僻字丢失，请对照证件补正；属实的不必修改。")),
    "too_long": Sentence(_("内容过长"), _("内容超过%(longest)s个字"), _("请缩短后重新上传。"), ("longest",)),
    "formula_cell": Sentence(
        _("单元格是公式"), _("单元格是公式，不能作为依据"), _("请复制该列，用“选择性粘贴—数值”粘贴回原处。")
    ),
    "formula_read": Sentence(_("按公式结果读取"), _("单元格是公式，已按保存时的结果读取"), _("结果不对时请改为直接填写。")),
}

# The same code says something else in some columns, or where the detail that it names is not known.
WITHOUT_DETAIL: dict[str, str] = {
    "bad_check_digit": _("校验码错误"),
    "bad_birth_date": _("出生日期不存在"),
    "bad_length": _("应为18位"),
    "duplicate_in_file": _("与本文件其他行相同"),
}
REMEDIES_OF_COLUMN: dict[tuple[str, str], str] = {
    ("missing", "身份证号"): _("请补填；确实没有身份证的学生，学籍号应以 J 或 L 开头。"),
    ("missing", "学籍号"): _("请填写19位全国学籍号。"),
    ("odd_word", "户口性质"): _("可填：%(words)s；未改正前按城市户口计算。"),
}
# In a department's list the row stays: a person of the bureau looks for the child.
KEPT_FOR_REVIEW = _("此行已保留，请人工核对是否为在校学生；也可请提供单位补正后重新报送。")
