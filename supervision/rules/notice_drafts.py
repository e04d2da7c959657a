"""What a draft begins with: days by severity, wording by theme; the drafter may change every word."""

from collections.abc import Iterable

from aid_portal.errors import Refused

# 待核定: no document fixes these working days; the drafter sees and may change them.
DAYS = {"critical": 5, "major": 10, "minor": 15}
PLAN_DAYS = 3
DEMANDS = (
    "请对照问题逐项查明原因，制定整改措施，明确责任人和完成时限，举一反三，建立长效机制；"
    "整改完成后逐项报送整改措施、整改结果和佐证材料。"
)
REPORT_TO = "登录学生资助管理系统逐项报送，纸质整改报告加盖公章后一并报送。"


def days_for(severities: Iterable[str]) -> int:
    """The gravest problem sets the days."""
    return min((DAYS[severity] for severity in severities), default=DAYS["minor"])


def plan_days_for(days: int) -> int | None:
    """None where the deadline leaves no time for a plan before the report."""
    return PLAN_DAYS if days > PLAN_DAYS else None


def refuse_plan_days(plan_days: int | None, days: int) -> None:
    if plan_days and plan_days >= days:
        raise Refused(f"整改方案应早于整改情况报送：方案期限要短于整改期限{days}天。", code="plan_too_late")


def title_for(matter: str) -> str:
    return f"关于{matter}存在问题的整改通知书"


def demand_for(standard: str, evidence: str) -> str:
    """What is asked of one problem, from what the checklist says of its item."""
    asked = f"对照“{standard}”整改到位" if standard else "限期整改到位"
    return f"{asked}，报送佐证材料：{evidence}。" if evidence else f"{asked}，报送佐证材料。"
