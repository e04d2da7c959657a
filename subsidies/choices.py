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
