"""What may be done at all, and the door before each page that asks for it; `roles` says who may."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission

from aid_portal import acting


class Permission(TextChoices):
    USER_VIEW = "user_view", _("查看用户")
    USER_MANAGE = "user_manage", _("管理用户")
    ROLE_PROPOSE = "role_propose", _("提出任职")
    ROLE_GRANT = "role_grant", _("批准任职")
    TOKEN_PROPOSE = "token_propose", _("提出接口令牌")
    TOKEN_ISSUE = "token_issue", _("签发、撤销接口令牌")
    UNIT_VIEW = "unit_view", _("查看机构")
    UNIT_MANAGE = "unit_manage", _("管理机构")
    AUDIT_VIEW = "audit_view", _("查看审计记录")
    JOB_VIEW = "job_view", _("查看后台任务")
    JOB_MANAGE = "job_manage", _("取消、重试他人的后台任务")
    TERM_VIEW = "term_view", _("查看学期")
    TERM_MANAGE = "term_manage", _("锁定学期、设定基准日")
    STUDENT_VIEW = "student_view", _("查看学生")
    STUDENT_MERGE = "student_merge", _("合并学生档案")
    HOUSEHOLD_VIEW = "household_view", _("查看监测户")
    ROSTER_VIEW = "roster_view", _("查看花名册")
    ROSTER_UPLOAD = "roster_upload", _("上传花名册")
    ROSTER_UPLOAD_COUNTY = "roster_upload_county", _("上传全县花名册")
    RECORD_VIEW = "record_view", _("查看部门名单")
    RECORD_UPLOAD = "record_upload", _("上传部门名单")
    REVIEW_VIEW = "review_view", _("查看核对队列")
    REVIEW_ANSWER = "review_answer", _("核对比对结果")
    PROOF_VIEW = "proof_view", _("查看县外就读证明")
    PROOF_SUBMIT = "proof_submit", _("登记县外就读证明")
    PROOF_VERIFY = "proof_verify", _("核验县外就读证明")
    ROUND_VIEW = "round_view", _("查看困难认定")
    ROUND_MANAGE = "round_manage", _("发起困难认定")
    APPLICATION_COLLECT = "application_collect", _("收集认定申请、登记班级评议")
    DETERMINATION_DECIDE = "determination_decide", _("登记学校认定、公示")
    DETERMINATION_SUBMIT = "determination_submit", _("上报认定名单")
    DETERMINATION_REVIEW = "determination_review", _("县级审核认定名单")
    DETERMINATION_APPROVE = "determination_approve", _("县级审批认定名单")
    OBJECTION_HANDLE = "objection_handle", _("登记、答复公示异议")
    CHECK_VIEW = "check_view", _("查看资格比对")
    CHECK_RUN = "check_run", _("发起资格比对")
    DECISION_VIEW = "decision_view", _("查看资助结果")
    POLICY_VIEW = "policy_view", _("查看政策标准")
    POLICY_EDIT = "policy_edit", _("起草政策标准")
    POLICY_APPROVE = "policy_approve", _("批准政策标准")
    ENTITLEMENT_VIEW = "entitlement_view", _("查看享受资助名单")
    ENTITLEMENT_CONFIRM = "entitlement_confirm", _("学校确认名单")
    ENTITLEMENT_PREPARE = "entitlement_prepare", _("生成名单")
    ENTITLEMENT_REVIEW = "entitlement_review", _("县级审核名单")
    ENTITLEMENT_APPROVE = "entitlement_approve", _("审批名单")
    COUNTERSIGN = "countersign", _("会签大额名单、批次")
    QUOTA_EDIT = "quota_edit", _("拟定名额")
    QUOTA_APPROVE = "quota_approve", _("批准名额")
    BUDGET_VIEW = "budget_view", _("查看资金")
    BUDGET_EDIT = "budget_edit", _("登记资金文件")
    BUDGET_APPROVE = "budget_approve", _("批准资金文件")
    BATCH_VIEW = "batch_view", _("查看发放批次")
    BATCH_PREPARE = "batch_prepare", _("编制发放批次")
    BATCH_REVIEW = "batch_review", _("审核发放批次")
    BATCH_RELEASE = "batch_release", _("放行发放批次")
    ARRIVAL_ASK = "arrival_ask", _("回访到账情况")
    BANK_FILE = "bank_file", _("导出银行文件、导入回盘")
    LAYOUT_APPROVE = "layout_approve", _("批准银行文件格式")
    PAYMENT_VIEW = "payment_view", _("查看发放明细")
    CARD_CHANGE = "card_change", _("提出银行账户变更")
    CARD_APPROVE = "card_approve", _("批准银行账户变更")
    ADJUST = "adjust", _("提出调整")
    ADJUST_APPROVE = "adjust_approve", _("批准调整")
    DONATION_VIEW = "donation_view", _("查看社会捐赠")
    DONATION_EDIT = "donation_edit", _("登记社会捐赠")
    DONATION_APPROVE = "donation_approve", _("批准社会捐赠")
    CONSENT_RECORD = "consent_record", _("登记监护人同意")
    AUDIT_CHECK_VIEW = "audit_check_view", _("查看审计核查")
    AUDIT_CHECK_EXPLAIN = "audit_check_explain", _("说明审计核查结果")
    STATISTICS_VIEW = "statistics_view", _("查看统计")
    STATISTICS_FREEZE = "statistics_freeze", _("固定统计报表")
    SCHOOL_AID_VIEW = "school_aid_view", _("查看学校资助")
    SCHOOL_AID_EDIT = "school_aid_edit", _("填报学校资助")
    SCHOOL_AID_CONFIRM = "school_aid_confirm", _("确认学校资助使用")
    MEAL_VIEW = "meal_view", _("查看营养餐")
    MEAL_COUNT = "meal_count", _("登记用餐、请假、陪餐、留样")
    MEAL_ACCOUNT = "meal_account", _("登记营养餐收支、出入库、食谱、公示、开放日，上传登记表")
    MEAL_SEND = "meal_send", _("报送营养餐月报")
    MEAL_MANAGE = "meal_manage", _("管理食堂、供餐日、供应商、询价")
    MEAL_LOCK = "meal_lock", _("锁定、退回营养餐月报")
    INSPECTION_VIEW = "inspection_view", _("查看督查")
    INSPECTION_MANAGE = "inspection_manage", _("组织督查行动")
    INSPECTION_RECORD = "inspection_record", _("记录督查")
    WORKLIST_FILL = "worklist_fill", _("填报三张清单")
    NOTICE_VIEW = "notice_view", _("查看整改通知书")
    NOTICE_DRAFT = "notice_draft", _("起草整改通知书")
    NOTICE_ISSUE = "notice_issue", _("签发整改通知书、批准延期")
    NOTICE_REPLY = "notice_reply", _("回复整改")
    NOTICE_REVIEW = "notice_review", _("审核整改、复查销号")
    LETTER_VIEW = "letter_view", _("查看目标责任书")
    LETTER_EDIT = "letter_edit", _("登记责任书签订")
    LETTER_MANAGE = "letter_manage", _("编制目标责任书")
    ASSESSMENT_VIEW = "assessment_view", _("查看年度考核")
    ASSESSMENT_EDIT = "assessment_edit", _("编制年度考核")
    ASSESSMENT_PUBLISH = "assessment_publish", _("审定公布年度考核")
    ABSENCE_VIEW = "absence_view", _("查看缺勤报告")
    DROPOUT_VIEW = "dropout_view", _("查看控辍保学")
    DROPOUT_REPORT = "dropout_report", _("报告缺勤")
    DROPOUT_HANDLE = "dropout_handle", _("登记、劝返、处置、报送控辍保学")
    DROPOUT_CLOSE = "dropout_close", _("核准控辍保学销号")
    WARNING_VIEW = "warning_view", _("查看预警")
    WARNING_HANDLE = "warning_handle", _("办理预警、报告突发困难")
    WARNING_CLOSE = "warning_close", _("审核预警办结和延期、设定预警期限")
    OUTREACH_VIEW = "outreach_view", _("查看宣传活动")
    OUTREACH_EDIT = "outreach_edit", _("登记宣传活动")
    OUTREACH_CONTACTS = "outreach_contacts", _("导出家长推送名单")
    YEAR_VIEW = "year_view", _("查看年度总结")
    GRIEVANCE_VIEW = "grievance_view", _("查看诉求")
    GRIEVANCE_DESK = "grievance_desk", _("受理、分派诉求")
    GRIEVANCE_HANDLE = "grievance_handle", _("办理诉求")
    GRIEVANCE_ANSWER = "grievance_answer", _("答复诉求、批准信息更正")
    GRIEVANCE_SENSITIVE = "grievance_sensitive", _("查看举报等敏感诉求")
    EXPORT = "export", _("导出（脱敏）")
    EXPORT_UNMASKED = "export_unmasked", _("导出（不脱敏）")
    REVEAL = "reveal", _("查看完整证件号")
    UNMASK_APPROVE = "unmask_approve", _("批准大量查看或导出完整信息")
    HOLIDAY_MANAGE = "holiday_manage", _("维护节假日")


# Who may work here is decided by people at the screen: no token brings these along.
GOVERNING = frozenset(
    {
        *(Permission.USER_MANAGE, Permission.ROLE_PROPOSE, Permission.ROLE_GRANT),
        *(Permission.TOKEN_PROPOSE, Permission.TOKEN_ISSUE),
    }
)


def require(permission: Permission) -> Callable:
    """The first sentence of a view: may you? Without the permission the answer is 403."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has(permission):
                raise PermissionDenied(permission.label)
            acting.remember(request.user, permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


def needed_for(view: Any) -> Permission | None:
    """What the action of a view of the API asks for; None where it names nothing."""
    by_action = getattr(view, "action_permissions", {})
    return by_action.get(getattr(view, "action", None), getattr(view, "permission", None))


class HasPermission(BasePermission):
    """The same table for the API: a view names `permission`, a viewset may name one per action."""

    def has_permission(self, request, view) -> bool:
        needed = needed_for(view)
        allowed = bool(needed) and request.user.is_authenticated and request.user.has(needed)
        if allowed:
            acting.remember(request.user, needed)
        return allowed
