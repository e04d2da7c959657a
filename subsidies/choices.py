"""Enumerations of the subsidies floor; the moves of each thing stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PolicyStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待批准")
    APPROVED = "approved", _("现行有效")
    SUPERSEDED = "superseded", _("已被取代")
    DISCARDED = "discarded", _("已放弃")


POLICY_MOVES = {
    PolicyStatus.DRAFT: {PolicyStatus.SUBMITTED, PolicyStatus.DISCARDED},
    PolicyStatus.SUBMITTED: {PolicyStatus.APPROVED, PolicyStatus.DRAFT},
    PolicyStatus.APPROVED: {PolicyStatus.SUPERSEDED},
}


class RunStatus(TextChoices):
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    CANCELLED = "cancelled", _("已取消")
    FAILED = "failed", _("未完成")


RUN_MOVES = {
    RunStatus.RUNNING: {RunStatus.DONE, RunStatus.CANCELLED, RunStatus.FAILED},
    RunStatus.FAILED: {RunStatus.RUNNING},
}


class FindingCode(TextChoices):
    DOUBLE_ENROLMENT = "double_enrolment", _("双重学籍")
    TIER_LOW = "tier_low", _("档次偏低")
    NEEDS_DETERMINATION = "needs_determination", _("待认定")


class Place(TextChoices):
    """Where a monitored child is (eligibility.md 6)."""

    OK = "OK", _("在校且已列入资助")
    NO_PROGRAMME = "NO_PROGRAMME", _("在校，无适用项目")
    REVIEW = "REVIEW", _("待核对")
    ELSEWHERE = "ELSEWHERE", _("县外就读")
    SUSPECT = "SUSPECT", _("疑似失学辍学")
    NOT_ENROLLED = "NOT_ENROLLED", _("未在校（义务教育后）")
    PRESCHOOL = "PRESCHOOL", _("学龄前未入园")


class Change(TextChoices):
    """What a dry run would do to a child's decision."""

    GAINED = "gained", _("新增")
    LOST = "lost", _("取消")
    ALTERED = "altered", _("变更")


class FundSource(TextChoices):
    """Whose money it is (domain.md 4.5); the columns of `FundSplit` stand in this order."""

    CENTRAL = "central", _("中央")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    DONOR = "donor", _("社会捐赠")


STATE_SOURCES = tuple(source for source in FundSource if source != FundSource.DONOR)  # 财政资金


class PaperStatus(TextChoices):
    """Of what one person writes and another approves: documents, shares, quotas, adjustments, card changes, school aid."""

    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")


PAPER_MOVES = {PaperStatus.PROPOSED: {PaperStatus.APPROVED, PaperStatus.REFUSED}}


class ListStatus(TextChoices):
    DRAFT = "draft", _("待学校确认")
    CONFIRMED = "confirmed", _("待县级审核")
    REVIEWED = "reviewed", _("待审批")
    APPROVED = "approved", _("已批准")


LIST_MOVES = {
    ListStatus.DRAFT: {ListStatus.CONFIRMED},
    ListStatus.CONFIRMED: {ListStatus.REVIEWED, ListStatus.DRAFT},
    ListStatus.REVIEWED: {ListStatus.APPROVED, ListStatus.DRAFT},
}


class SignedThing(TextChoices):
    LIST = "list", _("享受资助名单")
    BATCH = "batch", _("发放批次")


class EntitlementStatus(TextChoices):
    PROPOSED = "proposed", _("拟享受")
    OBJECTED = "objected", _("学校有异议")
    WAITING = "waiting", _("候补")
    APPROVED = "approved", _("已批准")
    CANCELLED = "cancelled", _("已取消")


ENTITLEMENT_MOVES = {
    EntitlementStatus.PROPOSED: {
        EntitlementStatus.OBJECTED, EntitlementStatus.WAITING, EntitlementStatus.APPROVED, EntitlementStatus.CANCELLED,
    },
    EntitlementStatus.OBJECTED: {EntitlementStatus.PROPOSED, EntitlementStatus.CANCELLED},
    EntitlementStatus.WAITING: {EntitlementStatus.PROPOSED, EntitlementStatus.CANCELLED},
    EntitlementStatus.APPROVED: {EntitlementStatus.CANCELLED},
    EntitlementStatus.CANCELLED: {EntitlementStatus.PROPOSED},  # given again in a supplementary list
}  # fmt: skip


class Proration(TextChoices):
    NONE = "none", _("基准日在校即全额")
    MONTH = "month", _("按月")
    DAY = "day", _("按天")


class AdjustmentKind(TextChoices):
    TOP_UP = "top_up", _("补发")
    CLAW_BACK = "claw_back", _("追回")
    CANCELLATION = "cancellation", _("取消")


class RecoveryStatus(TextChoices):
    OPEN = "open", _("追回中")
    RECEIVED = "received", _("已收回")
    WRITTEN_OFF = "written_off", _("已核销")


RECOVERY_MOVES = {RecoveryStatus.OPEN: {RecoveryStatus.RECEIVED, RecoveryStatus.WRITTEN_OFF}}


class AccountKind(TextChoices):
    """Where the money of a budget line stands; each movement goes from one of these to another."""

    ALLOTTED = "allotted", _("已下达")
    AVAILABLE = "available", _("可用")
    COMMITTED = "committed", _("已批准待发")
    IN_PROCESS = "in_process", _("发放中")
    PAID = "paid", _("已发放")


class EntryKind(TextChoices):
    ALLOT = "allot", _("下达指标")
    COMMIT = "commit", _("批准资助")
    UNCOMMIT = "uncommit", _("核减资助")
    SEND = "send", _("送银行")
    PAY = "pay", _("到账")
    RETURN = "return", _("退票")
    RECOVER = "recover", _("收回")
    REVERSAL = "reversal", _("冲正")


# From which account of the line to which; a reversal goes back the way of what it reverses.
ENTRY_MOVES = {
    EntryKind.ALLOT: (AccountKind.ALLOTTED, AccountKind.AVAILABLE),
    EntryKind.COMMIT: (AccountKind.AVAILABLE, AccountKind.COMMITTED),
    EntryKind.UNCOMMIT: (AccountKind.COMMITTED, AccountKind.AVAILABLE),
    EntryKind.SEND: (AccountKind.COMMITTED, AccountKind.IN_PROCESS),
    EntryKind.PAY: (AccountKind.IN_PROCESS, AccountKind.PAID),
    EntryKind.RETURN: (AccountKind.IN_PROCESS, AccountKind.COMMITTED),
    EntryKind.RECOVER: (AccountKind.PAID, AccountKind.AVAILABLE),
}


class Channel(TextChoices):
    """How the help reaches the child (domain.md 4.1, 5.2)."""

    BANK_CARD = "bank_card", _("学生本人银行卡")
    GUARDIAN_CARD = "guardian_card", _("监护人银行卡")
    MEAL_CARD = "meal_card", _("饭卡充值")
    SCHOOL_INCOME = "school_income", _("拨付学校（减免）")


class BatchStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待县级审核")
    REVIEWED = "reviewed", _("待财务复核")
    RELEASED = "released", _("已放行")
    EXPORTED = "exported", _("已导出")
    SENT = "sent", _("银行处理中")
    PARTLY_PAID = "partly_paid", _("部分成功")
    PAID = "paid", _("全部成功")
    CLOSED = "closed", _("已关闭")
    CANCELLED = "cancelled", _("已撤销")


BATCH_MOVES = {
    BatchStatus.DRAFT: {BatchStatus.SUBMITTED, BatchStatus.CANCELLED},
    BatchStatus.SUBMITTED: {BatchStatus.REVIEWED, BatchStatus.DRAFT},
    BatchStatus.REVIEWED: {BatchStatus.RELEASED, BatchStatus.DRAFT},
    BatchStatus.RELEASED: {BatchStatus.EXPORTED, BatchStatus.SENT},  # what goes to a school has no file
    BatchStatus.EXPORTED: {BatchStatus.SENT},
    BatchStatus.SENT: {BatchStatus.PARTLY_PAID, BatchStatus.PAID},
    BatchStatus.PARTLY_PAID: {BatchStatus.PAID, BatchStatus.CLOSED},
    BatchStatus.PAID: {BatchStatus.CLOSED},
}


class PaymentStatus(TextChoices):
    READY = "ready", _("待发放")
    SENT = "sent", _("发放中")
    PAID = "paid", _("已到账")
    RETURNED = "returned", _("退票")
    CANCELLED = "cancelled", _("已撤销")


PAYMENT_MOVES = {
    PaymentStatus.READY: {PaymentStatus.SENT, PaymentStatus.CANCELLED},
    PaymentStatus.SENT: {PaymentStatus.PAID, PaymentStatus.RETURNED},
}
LIVE_PAYMENTS = (PaymentStatus.READY, PaymentStatus.SENT, PaymentStatus.PAID)


class Payee(TextChoices):
    CHILD = "child", _("学生本人")
    GUARDIAN = "guardian", _("监护人")
    SCHOOL = "school", _("学校")


class ReturnStatus(TextChoices):
    READ = "read", _("待确认入账")
    BOOKED = "booked", _("已入账")
    REFUSED = "refused", _("整份退回")


RETURN_MOVES = {ReturnStatus.READ: {ReturnStatus.BOOKED, ReturnStatus.REFUSED}}


class MatchedBy(TextChoices):
    REFERENCE = "reference", _("明细编号")
    ACCOUNT = "account", _("账号、户名和金额")
