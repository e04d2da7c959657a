"""The unit list as a sheet: its columns, and each fault as a sentence with what to do."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.importing import ReportLine
from aid_portal.models import OrgUnit
from aid_portal.reading import TableSpec
from aid_portal.rules.org_unit_rows import OPTIONAL, REQUIRED, UnitRow, fits

ORG_UNITS = TableSpec(
    name="org_units",
    required=REQUIRED,
    optional=OPTIONAL,
    aliases={
        "学校标识码": "机构代码",
        "学校名称": "机构名称",
        "机构编码": "机构代码",
        "上级代码": "上级机构代码",
        "上级机构": "上级机构代码",
        "类型": "机构类型",
        "办学类型": "学校类型",
    },
)

SENTENCES = {
    "missing": gettext_lazy("没有填写，请补上"),
    "unknown_kind": gettext_lazy("不认识这个机构类型，请填县局、镇街、局直单位或学校"),
    "kind_changed": gettext_lazy("与门户里登记的机构类型不同，请核对代码，或先撤销原机构"),
    "bad_school_code": gettext_lazy("学校标识码应为10位数字，请核对后补全"),
    "bad_unit_code": gettext_lazy("代码应为不超过12位的数字或字母，请核对"),
    "duplicate_in_file": gettext_lazy("本表有几行用了同一代码，请只保留一行"),
    "second_bureau": gettext_lazy("县局只能有一个，请核对县局的代码"),
    "too_long": gettext_lazy("名称超过80字，请缩短"),
    "bureau_has_no_parent": gettext_lazy("县局没有上级机构，请清空"),
    "unknown_parent": gettext_lazy("本表和门户里都没有这个上级机构，或它所在的行有错误，请核对代码"),
    "bad_parent": gettext_lazy("上级机构的类型不对：镇街和局直单位属县局，学校属镇街、局直单位或县局，教学点属学校"),
    "point_of_a_point": gettext_lazy("教学点的上级须是学校本身，不能是另一个教学点"),
    "circle": gettext_lazy("上级机构互相指向，请核对"),
    "unknown_school_type": gettext_lazy("不认识这个学校类型，请从列出的类型中选填"),
    "not_a_school": gettext_lazy("只有学校填写学校类型，此处不采用"),
    "type_differs_from_code": gettext_lazy("标识码前两位与学校类型不符，请核对标识码和学校类型"),
    "school_type_changed": gettext_lazy("与门户里登记的学校类型不同；学校改变类型应启用新的标识码，请核对"),
}


def lines(rows: Sequence[UnitRow]) -> Iterator[ReportLine]:
    for row in rows:
        for issue in row.issues:
            words = {"row": row.row, "column": issue.column, "fault": SENTENCES[issue.code], "value": issue.value}
            sentence = (
                _("第%(row)s行“%(column)s”：%(fault)s（%(value)s）。")
                if issue.value
                else _("第%(row)s行“%(column)s”：%(fault)s。")
            )
            yield ReportLine(row.row, issue.column, issue.severity, issue.code, issue.value, sentence % words)


def type_doubt(unit: OrgUnit) -> str:
    """A warning where the code and the type of a school disagree; empty where they agree (domain.md 13, scenario 8)."""
    if not unit.is_school or fits(unit.code, unit.school_type):
        return ""
    words = {"prefix": unit.code[:2], "type": unit.get_school_type_display()}
    return _("标识码前两位“%(prefix)s”与学校类型“%(type)s”不符，请核对标识码和学校类型。") % words
