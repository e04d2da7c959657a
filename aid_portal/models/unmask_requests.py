"""A second person for much unmasked data: exports above 500 rows, more than 30 reveals an hour."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import UNMASK_MOVES, UnmaskKind, UnmaskStatus
from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models.users import User
from aid_portal.workflow import Stateful


class UnmaskRequestQuerySet(models.QuerySet):
    def visible_to(self, user) -> "UnmaskRequestQuerySet":
        from aid_portal.permissions import Permission

        return self.all() if user.has(Permission.UNMASK_APPROVE) else self.filter(requested_by=user)

    def for_list(self) -> "UnmaskRequestQuerySet":
        return self.select_related("requested_by", "decided_by")

    def locked(self) -> "UnmaskRequestQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class UnmaskRequest(Stateful, models.Model):
    """What somebody wants to see or take away unmasked, why, and who allowed it."""

    MOVES = UNMASK_MOVES

    kind = models.CharField(_("类别"), max_length=8, choices=UnmaskKind.choices)
    what = models.CharField(_("内容"), max_length=120)
    params = models.JSONField(_("参数"), default=dict)
    row_count = models.PositiveIntegerField(_("条数"), default=0)
    reason = models.CharField(_("事由"), max_length=200)
    status = models.CharField(_("状态"), max_length=12, choices=UnmaskStatus.choices, default=UnmaskStatus.PROPOSED)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    requested_at = models.DateTimeField(_("申请时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    decided_at = models.DateTimeField(_("批准时间"), null=True)

    objects = UnmaskRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("查看完整信息的申请")
        ordering = ("-id",)
        constraints = [
            different_people("unmask_request_approver_is_not_requester", "requested_by", "decided_by"),
            both_or_neither("unmask_request_decision_has_its_time", "decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("unmask-request-detail", args=[self.pk])

    @property
    def may_be_used(self) -> bool:
        """A granted export waits for the one who asked to take it; granted reveals are counted by the hour."""
        return self.kind == UnmaskKind.EXPORT and UnmaskStatus.USED in self.open_moves()
