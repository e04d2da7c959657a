"""Balances of social programmes carried into a later year (domain.md 7.2): a record that a second person approves."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile
from subsidies.choices import PaperStatus
from subsidies.models.donors import DonationQuerySet
from subsidies.models.papers import Paper, final_once_decided
from subsidies.models.policies import Programme


class CarryOverQuerySet(DonationQuerySet):
    def for_list(self) -> "CarryOverQuerySet":
        return self.select_related("source", "target", "made_by", "decided_by")

    def of_year(self, year: int) -> "CarryOverQuerySet":
        """What left the year and what came into it."""
        return self.filter(Q(year=year) | Q(into_year=year))

    def approved(self) -> "CarryOverQuerySet":
        return self.filter(status=PaperStatus.APPROVED)


class CarryOver(Paper):
    """Cash in the bureau's hands that leaves `source` at the end of `year` and is `target`'s in `into_year`.

    It was received once: it is no gift of the later year. `paper` says on which paper the donors agreed.
    """

    source = models.ForeignKey(Programme, models.PROTECT, related_name="carried_out", verbose_name=_("结出项目"))
    year = models.PositiveSmallIntegerField(_("结出年度"))
    target = models.ForeignKey(Programme, models.PROTECT, related_name="carried_in", verbose_name=_("转入项目"))
    into_year = models.PositiveSmallIntegerField(_("转入年度"))
    amount = models.DecimalField(_("结转金额（元）"), max_digits=14, decimal_places=2)
    paper = models.CharField(_("依据"), max_length=120)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("扫描件"))

    objects = CarryOverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结余结转")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                name="carryover_one_waits_per_programme", fields=["source"], condition=Q(status=PaperStatus.PROPOSED)
            ),
            models.CheckConstraint(name="carryover_goes_into_a_later_year", condition=Q(into_year__gt=F("year"))),
            models.CheckConstraint(name="carryover_leaves_its_programme", condition=~Q(source=F("target"))),
            models.CheckConstraint(name="carryover_is_an_amount_with_its_paper", condition=Q(amount__gt=0) & ~Q(paper="")),
        ]
        triggers = [final_once_decided("carry_over")]

    def __str__(self) -> str:
        return gettext("%(source)s结转%(year)s年") % {"source": self.source, "year": self.into_year}

    def get_absolute_url(self) -> str:
        return reverse("subsidies:carry-over-detail", args=[self.pk])
