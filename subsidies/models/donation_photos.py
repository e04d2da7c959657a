"""Photos of children for donors: there is none without a guardian's standing consent to photos."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from subsidies.models.consents import GuardianConsent
from subsidies.models.policies import Programme

CONSENT_STANDS = """
PERFORM FROM subsidies_guardianconsent c WHERE c.id = NEW.consent_id AND c.may_photo AND c.withdrawn_on IS NULL FOR SHARE;
IF NOT FOUND THEN
    RAISE EXCEPTION 'donation_photo_needs_a_standing_consent';
END IF;
RETURN NEW;
"""


class DonationPhotoQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "DonationPhotoQuerySet":
        """To whom the consent is: both go with the child."""
        return self.filter(consent__in=GuardianConsent.objects.visible_to(user).order_by().values("pk"))

    def shown(self) -> "DonationPhotoQuerySet":
        """To donors: not after the guardian took the consent back."""
        return self.filter(consent__may_photo=True, consent__withdrawn_on=None)

    def for_list(self) -> "DonationPhotoQuerySet":
        return self.select_related("consent__student", "programme", "file", "made_by")


class DonationPhoto(models.Model):
    """A small picture made anew from its pixels, of one child in one programme; it may be taken away at any time."""

    consent = models.ForeignKey(GuardianConsent, models.PROTECT, related_name="photos", verbose_name=_("监护人同意"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="photos", verbose_name=_("资助项目"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("照片"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    made_at = models.DateTimeField(_("上传时间"), db_default=Now())

    objects = DonationPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠照片")
        ordering = ("pk",)
        triggers = [
            pgtrigger.Trigger(
                name="consent_stands",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=CONSENT_STANDS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.made_at:%Y-%m-%d}"
