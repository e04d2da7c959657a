"""The first answer to a POST that must not happen twice, kept under the key that the form or the client sent."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models.users import User


class IdempotentAnswer(models.Model):
    """One key of one user: what was asked (as a digest) and what was answered (sealed)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("用户"))
    key = models.CharField(_("幂等键"), max_length=64)
    request_digest = models.BinaryField(_("请求摘要"), max_length=32)
    sealed = models.BinaryField(_("应答"), null=True)
    created_at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = _("幂等应答")
        constraints = [models.UniqueConstraint(name="idempotent_answer_once_per_user_and_key", fields=["user", "key"])]
        indexes = [models.Index(name="idempotent_answer_by_age", fields=["created_at"])]

    def __str__(self) -> str:
        return self.key
