"""What a draft begins with: days by severity, wording by theme; the drafter may change every word."""

from collections.abc import Iterable

# 待核定: no document fixes these working days; the drafter sees and may change them.
DAYS = {"critical": 5, "major": 10, "minor": 15}
DEMANDS = (
    "请对照问题逐项查明原因，制定整改措施，明确责任人和完成时限，举一反三，建立长效机制；"
    "整改完成后逐项报送整改措施、整改结果和佐证材料。"
)
REPORT_TO = "登录学生资助管理系统逐项报送，纸质整改报告加盖公章后一并报送。"


def days_for(severities: Iterable[str]) -> int:
    """The gravest problem sets the days."""
    return min((DAYS[severity] for severity in severities), default=DAYS["minor"])


def title_for(matter: str) -> str:
    return f"关于{matter}存在问题的整改通知书"


def demand_for(standard: str, evidence: str) -> str:
    """What is asked of one problem, from what the checklist says of its item."""
    asked = f"对照“{standard}”整改到位" if standard else "限期整改到位"
    return f"{asked}，报送佐证材料：{evidence}。" if evidence else f"{asked}，报送佐证材料。"
