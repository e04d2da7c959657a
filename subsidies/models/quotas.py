"""How many places of a programme a school has in a term (名额)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.querysets import ScopedQuerySet
from students.models import TermSetting
from subsidies.choices import PaperStatus
from subsidies.models.papers import IN_FORCE, InForce, Paper, ReplaceablePaper
from subsidies.models.policies import Programme


class QuotaQuerySet(InForce, ScopedQuerySet):
    unit_lookup = "school__path"

    def for_list(self) -> "QuotaQuerySet":
        return self.select_related("school", "programme", "made_by", "decided_by")


class Quota(ReplaceablePaper):
    """Places given to a school; a later approved one replaces it and keeps it to be read."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="quotas", verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="quotas", verbose_name=_("资助项目"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="quotas", verbose_name=_("学期"))
    places = models.PositiveIntegerField(_("名额"))
    source = models.CharField(_("依据文号"), max_length=80)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名额")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                name="quota_one_in_force_per_school_programme_and_term",
                fields=["school", "programme", "term"],
                condition=IN_FORCE,
            ),
            models.UniqueConstraint(
                name="quota_one_waits_per_school_programme_and_term",
                fields=["school", "programme", "term"],
                condition=Q(status=PaperStatus.PROPOSED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.programme} {self.term_id}"

    @property
    def is_in_force(self) -> bool:
        return self.status == PaperStatus.APPROVED and self.replaced_by_id is None
