"""Days that are not what the week says: public holidays and make-up working days (调休)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class HolidayQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HolidayQuerySet":
        """The calendar is the same for everybody."""
        return self.all()


class Holiday(models.Model):
    """One day of the State Council's holiday table; days not listed follow the week."""

    day = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=20)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("节假日")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("holiday-detail", args=[self.pk])
