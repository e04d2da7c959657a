"""Who gives: a person, a company, a foundation, a public body. Neither id number nor phone of a donor is kept."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.permissions import Permission
from subsidies.donation_choices import DonorKind
from subsidies.models.budgets import BureauQuerySet


class DonationQuerySet(BureauQuerySet):
    """Rows of the county's donations as a whole."""

    permission = Permission.DONATION_VIEW


class Donor(models.Model):
    """`credit_code` is the 统一社会信用代码 of an organisation; a person has none."""

    name = models.CharField(_("捐赠人"), max_length=80, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=DonorKind.choices)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)

    objects = DonationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠人")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="donor_credit_code_is_of_one", fields=["credit_code"], condition=~Q(credit_code="")),
            models.CheckConstraint(
                name="donor_credit_code_is_of_an_organisation",
                condition=Q(credit_code="") | (Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$") & ~Q(kind=DonorKind.PERSON)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:donor-detail", args=[self.pk])
