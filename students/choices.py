"""Enumerations of the students floor; the moves of each thing stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Hukou(TextChoices):
    RURAL = "rural", _("农村（含县镇）")
    URBAN = "urban", _("城市")


class EnrolmentStatus(TextChoices):
    ENROLLED = "enrolled", _("在读")
    SUSPENDED = "suspended", _("休学")
    TRANSFERRED_OUT = "transferred_out", _("转出")
    WITHDRAWN = "withdrawn", _("退学")
    DECEASED = "deceased", _("死亡")
    GRADUATED = "graduated", _("毕业")


class UploadStatus(TextChoices):
    RECEIVED = "received", _("已收到")
    REFUSED = "refused", _("未受理")
    CHECKED = "checked", _("已检查")
    ACCEPTED = "accepted", _("已接收")
    DISCARDED = "discarded", _("已放弃")
    UNDONE = "undone", _("已撤销")


UPLOAD_MOVES = {
    UploadStatus.RECEIVED: {UploadStatus.CHECKED, UploadStatus.REFUSED, UploadStatus.DISCARDED},
    UploadStatus.REFUSED: {UploadStatus.CHECKED, UploadStatus.REFUSED},
    UploadStatus.CHECKED: {UploadStatus.CHECKED, UploadStatus.REFUSED, UploadStatus.ACCEPTED, UploadStatus.DISCARDED},
    UploadStatus.ACCEPTED: {UploadStatus.UNDONE},
}


class RowOutcome(TextChoices):
    ERROR = "error", _("有错误")
    NEW = "new", _("新增")
    CHANGED = "changed", _("有变化")
    UNCHANGED = "unchanged", _("无变化")


class Severity(TextChoices):
    ERROR = "error", _("错误")
    WARNING = "warning", _("提醒")
    HINT = "hint", _("提示")


class RecordKind(TextChoices):
    RURAL = "rural", _("脱贫人口与监测对象")
    CIVIL = "civil", _("民政救助")
    ORPHANS = "orphans", _("孤儿和事实无人抚养儿童")
    DISABLED = "disabled", _("持证残疾人")
    MARTYRS = "martyrs", _("烈士子女")
    DETERMINATIONS = "determinations", _("学校认定结果")


# lists that say how things stand on a day; determinations are upserted one by one and have none (eligibility.md 4)
DATED_KINDS = tuple(kind for kind in RecordKind if kind != RecordKind.DETERMINATIONS)


class ReleaseStatus(TextChoices):
    RECEIVED = "received", _("已收到")
    REFUSED = "refused", _("未受理")
    HELD = "held", _("待复核")
    ACCEPTED = "accepted", _("已生效")
    WITHDRAWN = "withdrawn", _("已撤回")


RELEASE_MOVES = {
    ReleaseStatus.RECEIVED: {ReleaseStatus.ACCEPTED, ReleaseStatus.HELD, ReleaseStatus.REFUSED},
    ReleaseStatus.HELD: {ReleaseStatus.ACCEPTED, ReleaseStatus.WITHDRAWN},
    ReleaseStatus.ACCEPTED: {ReleaseStatus.WITHDRAWN},
}


class ChangeKind(TextChoices):
    """What two releases say differently of one person (domain.md 6.5)."""

    ENTERED = "entered", _("新进入")
    LEFT = "left", _("已离开")
    CATEGORY_CHANGED = "category_changed", _("类别变化")
    RISK_REMOVED = "risk_removed", _("风险消除")
    RISK_BACK = "risk_back", _("风险重现")
    VALIDITY_CHANGED = "validity_changed", _("起止或证件状态变化")
    HOUSEHOLD_MOVED = "household_moved", _("户编号变化")
    NAME_CORRECTED = "name_corrected", _("姓名更正")
    IDENTITY_CORRECTED = "identity_corrected", _("证件号更正")
    SCHOOLING_CHANGED = "schooling_changed", _("在校生状况变化")
    OTHER_CHANGED = "other_changed", _("其他内容变化")


class FollowUp(TextChoices):
    """The work that a change asks a person for; none of it stops an award by itself."""

    CHECK = "check", _("发起资格比对")
    REVIEW = "review", _("人工核实原因")
    DETERMINE_AGAIN = "determine_again", _("下次重新认定")
    COMPARE_SCHOOLING = "compare_schooling", _("与花名册核对就读情况")


class IdState(TextChoices):
    VALID = "valid", _("有效")
    MISSING = "missing", _("未填")
    NUMERIC = "numeric", _("数值格式")
    MALFORMED = "malformed", _("不合规")


class PairStatus(TextChoices):
    OPEN = "open", _("待核对")
    ACCEPTED = "accepted", _("是同一人")
    REJECTED = "rejected", _("不是同一人")


PAIR_MOVES = {
    PairStatus.OPEN: {PairStatus.ACCEPTED, PairStatus.REJECTED},
    PairStatus.ACCEPTED: {PairStatus.OPEN},
    PairStatus.REJECTED: {PairStatus.OPEN},
}


class MergeStatus(TextChoices):
    PROPOSED = "proposed", _("待确认")
    MERGED = "merged", _("已合并")
    REFUSED = "refused", _("不是同一人")
    UNDONE = "undone", _("已撤销合并")


MERGE_MOVES = {
    MergeStatus.PROPOSED: {MergeStatus.MERGED, MergeStatus.REFUSED},
    MergeStatus.MERGED: {MergeStatus.UNDONE},
    MergeStatus.UNDONE: {MergeStatus.MERGED},
}


class ProofStatus(TextChoices):
    SUBMITTED = "submitted", _("待核验")
    VERIFIED = "verified", _("已核验")
    REFUSED = "refused", _("未通过")


PROOF_MOVES = {
    ProofStatus.SUBMITTED: {ProofStatus.VERIFIED, ProofStatus.REFUSED},
    ProofStatus.VERIFIED: {ProofStatus.REFUSED},  # what turns out to be untrue counts no more
}
