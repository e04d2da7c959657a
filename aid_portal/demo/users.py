"""People in every role for the made-up portal: who they are, what they do and where; passwords are the loader's."""

from dataclasses import dataclass

from aid_portal.demo.units import BUREAU, SEAT, Unit


@dataclass(frozen=True, slots=True)
class Account:
    """`role` is a code of aid_portal.choices.Role, `unit` the code of the unit that bounds what its holder sees."""

    username: str
    name: str
    role: str
    unit: str


WANG_SCHOOL, ZHAO_SCHOOL = "2161324033", "3161324136"  # 天度镇中心小学, 法门镇九年制学校: in the plans of every size
SENIOR_SCHOOL, VOCATIONAL_SCHOOL, KINDERGARTEN = "3461324003", "3661324005", "1161324010"
TIANDU = f"{BUREAU}101"

ACCOUNTS = (
    Account("chen", "陈晓岚", "county_clerk", BUREAU),
    Account("xu", "徐文静", "county_reviewer", BUREAU),
    Account("guo", "郭秀梅", "county_reviewer", BUREAU),
    Account("lin", "林致远", "county_approver", BUREAU),
    Account("wei", "魏长河", "county_approver", BUREAU),
    Account("qian", "钱思齐", "finance", BUREAU),
    Account("pan", "潘丽娟", "finance", BUREAU),
    Account("han", "韩立群", "inspector", BUREAU),
    Account("sun", "孙明察", "auditor", BUREAU),
    Account("wang", "王春燕", "school_officer", WANG_SCHOOL),
    Account("zhao", "赵建业", "school_officer", ZHAO_SCHOOL),
    Account("gao", "高雅琴", "school_officer", SENIOR_SCHOOL),
    Account("luo", "罗佳宁", "school_officer", VOCATIONAL_SCHOOL),
    Account("tang", "唐小曼", "school_officer", KINDERGARTEN),
    Account("li", "李国栋", "school_leader", WANG_SCHOOL),
    Account("feng", "冯志刚", "school_leader", ZHAO_SCHOOL),
    Account("jiang", "蒋文博", "school_leader", SENIOR_SCHOOL),
    Account("shen", "沈国华", "school_leader", VOCATIONAL_SCHOOL),
    Account("lu", "陆桂芳", "school_leader", KINDERGARTEN),
    Account("zhou", "周若兰", "class_teacher", WANG_SCHOOL),
    Account("ma", "马永安", "central_officer", TIANDU),
    Account("he", "何向东", "central_officer", SEAT),
    Account("sysadmin", "系统管理员", "system_admin", BUREAU),
    Account("secadmin", "安全管理员", "security_admin", BUREAU),
    Account("auditadmin", "审计管理员", "audit_admin", BUREAU),
)


def officers(schools: list[Unit]) -> list[Account]:
    """An aid officer for every school that none of ACCOUNTS serves; teaching points belong to the school that runs them."""
    served = {account.unit for account in ACCOUNTS if account.role == "school_officer"}
    return [
        Account(f"s{school.code}", f"{school.name}资助专干", "school_officer", school.code)
        for school in schools
        if not school.teaching_point and school.code not in served
    ]
