"""The roster template of a school: its columns with their lists and advice, and a child as a row of it."""

from collections.abc import Sequence

from aid_portal.choices import SchoolStage
from aid_portal.models import OrgUnit
from aid_portal.sheets.columns import Column
from students.choices import EnrolmentStatus, Hukou
from students.models import Enrolment
from students.rules.grades import Grade, words_for
from students.rules.roster_columns import HOME_TAUGHT, REQUIRED
from students.sealing import open_enrolment
from students.sheets.rosters import ATTRIBUTES, DROP_DOWNS, PROMPTS, grade_word

WIDE = {"学籍号": 24, "身份证号": 22, "监护人身份证号": 22, "银行账号": 22, "家庭住址": 30, "开户行": 22}
DATES = frozenset({"出生日期", "状态日期"})

_STAGES = dict(zip(SchoolStage.values, DROP_DOWNS["学段"], strict=True))
_HUKOU = {Hukou.RURAL.value: "农村", Hukou.URBAN.value: "城市"}
_STATUS = {
    EnrolmentStatus.ENROLLED.value: "在读", EnrolmentStatus.SUSPENDED.value: "休学",
    EnrolmentStatus.TRANSFERRED_OUT.value: "转出", EnrolmentStatus.WITHDRAWN.value: "退学",
    EnrolmentStatus.DECEASED.value: "死亡", EnrolmentStatus.GRADUATED.value: "毕业",
}  # fmt: skip


def columns(schools: Sequence[OrgUnit], extra: Sequence[str] = ()) -> list[Column]:
    """`schools`: the school and its teaching points; `extra`: columns of its own that the school sent before."""
    types = {school.school_type for school in schools}
    grades = words_for(types.pop()).split("、") if len(types) == 1 else []
    lists = {**DROP_DOWNS, "年级": tuple(grades), "学校标识码": tuple(school.code for school in schools)}
    own = [
        Column(
            heading,
            kind="date" if heading in DATES else "text",
            width=WIDE.get(heading, 13),
            required=heading in REQUIRED,
            choices=lists.get(heading, ()),
            prompt=str(PROMPTS.get(heading, "")),
        )
        for heading in ATTRIBUTES
    ]
    return [*own, *(Column(heading) for heading in extra)]


def row_of(child: Enrolment, grade: Grade) -> dict[str, object]:
    """By heading, numbers in full: the school's own data, to be sent back as this term's roster."""
    sealed = open_enrolment(child)
    plain = {
        "school_code": child.school.code,
        "name": child.name,
        "grade": grade_word(grade.stage, grade.number),
        "class_name": child.class_name,
        "boarding": "住校" if child.boarding else "走读",
        "sex": child.sex,
        "birth_date": child.birth_date,
        "stage": _STAGES[grade.stage],
        "hukou": _HUKOU.get(child.hukou, ""),
        "major": child.major,
        "agriculture": "是" if child.agriculture else "",
        "status": HOME_TAUGHT if child.home_taught else _STATUS[child.status],
        "status_on": child.status_on,
        "guardian_name": child.guardian_name,
    }
    known = sealed | plain
    return {heading: known.get(attr) for heading, attr in ATTRIBUTES.items()} | sealed.get("extra", {})
