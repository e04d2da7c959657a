"""What was done: append-only, for investigation; no feature reads it."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.querysets import ScopedQuerySet


class AuditEventQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "AuditEventQuerySet":
        """Only the auditors read the log; the page's permission decides, the log has no smaller scope."""
        from aid_portal.permissions import Permission

        return self.all() if user.has(Permission.AUDIT_VIEW) else self.none()


class AuditEvent(models.Model):
    """Who did what to which thing, from where; before and after are sealed."""

    at = models.DateTimeField(_("时间"), db_default=Now())
    event = models.CharField(_("事项"), max_length=64)
    actor = models.CharField(_("操作人"), max_length=80)
    actor_id_text = models.CharField(_("用户名"), max_length=32, blank=True)
    target = models.CharField(_("对象"), max_length=120, blank=True)
    target_key = models.CharField(_("对象编号"), max_length=80, blank=True)
    unit_code = models.CharField(_("单位代码"), max_length=12, blank=True)
    unit_name = models.CharField(_("单位"), max_length=80, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    sealed = models.BinaryField(_("前后内容"), null=True)
    seal_key = models.UUIDField(_("封存标识"), null=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    request_id = models.CharField(_("请求编号"), max_length=36, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审计记录")
        ordering = ("-id",)
        indexes = [
            models.Index(name="audit_event_by_target", fields=["target_key", "-id"]),
            models.Index(name="audit_event_by_actor", fields=["actor_id_text", "-id"]),
            models.Index(name="audit_event_by_event", fields=["event", "-id"]),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("audit-event-detail", args=[self.pk])
