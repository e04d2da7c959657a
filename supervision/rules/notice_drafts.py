"""What a draft begins with: days by severity, wording by theme; the drafter may change every word."""

from collections.abc import Iterable, Mapping

from aid_portal.errors import Refused

DEMANDS = (
    "请对照问题逐项查明原因，制定整改措施，明确责任人和完成时限，举一反三，建立长效机制；"
    "整改完成后逐项报送整改措施、整改结果和佐证材料。"
)
REPORT_TO = "登录学生资助管理系统逐项报送，纸质整改报告加盖公章后一并报送。"


def days_for(severities: Iterable[str], days: Mapping[str, int]) -> int:
    """The gravest problem sets the days."""
    return min((days[severity] for severity in severities), default=max(days.values()))


def refuse_days(days: Mapping[str, int]) -> None:
    """The graver a problem, the sooner it is put right."""
    if not days["critical"] <= days["major"] <= days["minor"]:
        raise Refused("问题越重，整改期限应越短，请核对天数。", code="graver_has_more_days")


def plan_days_for(plan_days: int, days: int) -> int | None:
    """None where no plan is asked for, and where the deadline leaves no time for one before the report."""
    return plan_days if 0 < plan_days < days else None


def refuse_plan_days(plan_days: int | None, days: int) -> None:
    if plan_days and plan_days >= days:
        raise Refused(f"整改方案应早于整改情况报送：方案期限要短于整改期限{days}天。", code="plan_too_late")


def title_for(matter: str) -> str:
    return f"关于{matter}存在问题的整改通知书"


def demand_for(standard: str, evidence: str) -> str:
    """What is asked of one problem, from what the checklist says of its item."""
    asked = f"对照“{standard}”整改到位" if standard else "限期整改到位"
    return f"{asked}，报送佐证材料：{evidence}。" if evidence else f"{asked}，报送佐证材料。"
