"""What donors and bureau agreed: for whom the gift is. A change is another agreement, which the donors consent to."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, StoredFile
from subsidies.choices import PaperStatus
from subsidies.donation_choices import ProgrammeKind
from subsidies.models.donors import DonationQuerySet, Donor
from subsidies.models.papers import Paper, final_once_decided
from subsidies.models.policies import Programme

IS_OF_A_SOCIAL_PROGRAMME = """
IF NOT EXISTS (SELECT FROM subsidies_programme p WHERE p.id = NEW.programme_id AND p.kind = 'social') THEN
    RAISE EXCEPTION 'donation_agreement_is_of_a_social_programme';
END IF;
RETURN NEW;
"""


class DonationAgreementQuerySet(DonationQuerySet):
    def for_list(self) -> "DonationAgreementQuerySet":
        return self.select_related("programme", "made_by", "decided_by").prefetch_related("donors", "schools")

    def with_state(self) -> "DonationAgreementQuerySet":
        """`state`: an approved one with a newer approved one is superseded; `waits`: whether another waits for approval."""
        same = DonationAgreement.objects.filter(programme=OuterRef("programme"), number__gt=OuterRef("number"))
        newer = Exists(same.filter(status=PaperStatus.APPROVED))
        state = Case(When(newer, status=PaperStatus.APPROVED, then=Value("superseded")), default=F("status"))
        return self.annotate(state=state, waits=Exists(same.filter(status=PaperStatus.PROPOSED)))

    def leading(self) -> "DonationAgreementQuerySet":
        """Of each programme the one in force; where none was ever approved, the newest."""
        of_it = DonationAgreement.objects.filter(programme=OuterRef("programme"))
        first = of_it.order_by(Case(When(status=PaperStatus.APPROVED, then=0), default=1), "-number")
        return self.filter(pk=Subquery(first.values("pk")[:1]))

    def in_force(self) -> "DonationAgreementQuerySet":
        """Of each programme the newest that was approved."""
        approved = self.filter(status=PaperStatus.APPROVED, programme__kind=ProgrammeKind.SOCIAL)
        newest = DonationAgreement.objects.filter(programme=OuterRef("programme"), status=PaperStatus.APPROVED)
        return approved.filter(pk=Subquery(newest.order_by("-number").values("pk")[:1]))


class DonationAgreement(Paper):
    """The rules of an earmarked programme as from this agreement on; an empty rule leaves the choice to the bureau.

    `amount_each` in yuan and `places` bound what a child gets and how many get it; `agreed_on` and `paper` say when and on
    which paper the donors agreed, to the first rules and to every change.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="agreements", verbose_name=_("资助项目"))
    number = models.PositiveSmallIntegerField(_("次序"), default=1)
    donors = models.ManyToManyField(Donor, related_name="agreements", verbose_name=_("捐赠人"))
    year = models.PositiveSmallIntegerField(_("年度"))
    purpose = models.CharField(_("用途"), max_length=200)
    stages = ArrayField(models.CharField(max_length=12, choices=SchoolStage.choices), verbose_name=_("学段"), default=list)
    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("困难类型"), default=list)
    schools = models.ManyToManyField(OrgUnit, related_name="+", blank=True, verbose_name=_("学校"))
    home_taught = models.BooleanField(_("只限送教上门学生"), default=False)
    amount_each = models.DecimalField(_("每人金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    places = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    first_day = models.DateField(_("开始日期"))
    last_day = models.DateField(_("结束日期"))
    agreed_on = models.DateField(_("捐赠人同意日期"))
    paper = models.CharField(_("协议或同意书"), max_length=120)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("扫描件"))

    objects = DonationAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠协议")
        ordering = ("programme", "-number")
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(name="donationagreement_once_a_number", fields=["programme", "number"]),
            models.UniqueConstraint(
                name="donationagreement_one_waits_per_programme", fields=["programme"], condition=Q(status=PaperStatus.PROPOSED)
            ),
            in_order("donationagreement_ends_after_it_begins", "first_day", "last_day"),
            models.CheckConstraint(
                name="donationagreement_names_purpose_and_paper", condition=~Q(purpose="") & ~Q(paper="")
            ),
            models.CheckConstraint(
                name="donationagreement_gives_something",
                condition=(Q(amount_each=None) | Q(amount_each__gt=0)) & (Q(places=None) | Q(places__gt=0)),
            ),
        ]  # fmt: skip
        triggers = [
            final_once_decided("donation_agreement"),
            pgtrigger.Trigger(
                name="of_a_social_programme",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=IS_OF_A_SOCIAL_PROGRAMME,
            ),
        ]

    def __str__(self) -> str:
        return self.programme.label

    @property
    def sources(self) -> str:
        return "、".join(donor.name for donor in self.donors.all())

    def get_absolute_url(self) -> str:
        return reverse("subsidies:donation-agreement-detail", args=[self.pk])
