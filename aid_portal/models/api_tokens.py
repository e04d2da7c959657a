"""With what another system comes in: a token of a service account, proposed by one administrator and issued by another."""

from datetime import date, timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import TOKEN_MOVES, TokenStatus
from aid_portal.constraints import Both, both_or_neither, different_people, refuse, stamped_iff
from aid_portal.models.users import User
from aid_portal.permissions import GOVERNING, Permission
from aid_portal.workflow import Stateful

A_LEAP_YEAR = timedelta(days=366)


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ApiTokenQuerySet":
        """Those who look after accounts see all; a service account its own."""
        return self.filter(user__in=User.objects.visible_to(user))

    def locked(self) -> "ApiTokenQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "ApiTokenQuerySet":
        return self.select_related("user", "proposed_by", "decided_by", "revoked_by").prefetch_related("user__assignments__unit")

    def usable_on(self, day: date) -> "ApiTokenQuerySet":
        return self.filter(status=TokenStatus.ISSUED, expires_on__gte=day)


class ApiToken(Stateful, models.Model):
    """What a named integration may do until a day: never more than its account may, and only what its scopes name.

    The token itself is kept nowhere: `digest` is its keyed hash, `prefix` its first characters.
    """

    MOVES = TOKEN_MOVES

    name = models.CharField(_("令牌名称"), max_length=30, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens", verbose_name=_("接口账号"))
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("权限范围"))
    expires_on = models.DateField(_("有效期至"))
    status = models.CharField(_("状态"), max_length=12, choices=TokenStatus.choices, default=TokenStatus.PROPOSED)
    prefix = models.CharField(_("令牌开头"), max_length=16, blank=True)
    digest = models.BinaryField(_("令牌摘要"), max_length=32, null=True, unique=True, editable=False)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签发人"))
    decided_at = models.DateTimeField(_("签发时间"), null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    last_used_at = models.DateTimeField(_("最近使用"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("接口令牌")
        ordering = ("-id",)
        constraints = [
            different_people("api_token_issuer_is_not_proposer", "proposed_by", "decided_by"),
            both_or_neither("api_token_decision_has_its_time", "decided_by", "decided_at"),
            stamped_iff("api_token_is_revoked_at_a_time", "revoked_at", [TokenStatus.REVOKED]),
            stamped_iff("api_token_is_known_by_its_hash_once_issued", "digest", [TokenStatus.ISSUED, TokenStatus.REVOKED]),
            models.CheckConstraint(name="api_token_names_what_it_may", condition=~Q(scopes=[])),
            models.CheckConstraint(
                name="api_token_never_governs_accounts", condition=~Q(scopes__overlap=sorted(map(str, GOVERNING)))
            ),
            models.CheckConstraint(
                name="api_token_lives_a_year_at_most",
                condition=Q(decided_at=None) | Q(expires_on__lte=F("decided_at") + A_LEAP_YEAR),
            ),
        ]
        triggers = [
            refuse(
                "what_was_issued_stays",
                "api_token_keeps_what_was_agreed_to",
                pgtrigger.Update,
                Both(
                    pgtrigger.AnyChange("user", "scopes", "expires_on", "proposed_by"),
                    ~pgtrigger.Q(old__status=TokenStatus.PROPOSED),
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("token-detail", args=[self.pk])

    @property
    def permissions(self) -> frozenset[Permission]:
        """Its scopes; a word that the table of permissions no longer knows allows nothing."""
        return frozenset(Permission(scope) for scope in self.scopes if scope in Permission.values)

    @property
    def state(self) -> str:
        """Its status, or that its day has passed."""
        over = self.status == TokenStatus.ISSUED and self.expires_on < timezone.localdate()
        return "expired" if over else self.status
