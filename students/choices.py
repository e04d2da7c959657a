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
    UploadStatus.CHECKED: {UploadStatus.CHECKED, UploadStatus.ACCEPTED, UploadStatus.DISCARDED},
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


PROOF_MOVES = {ProofStatus.SUBMITTED: {ProofStatus.VERIFIED, ProofStatus.REFUSED}}
