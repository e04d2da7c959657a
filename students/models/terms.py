"""Terms as the bureau sets them: the cut-off day (认定基准日) and the lock."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import User
from aid_portal.terms import Term


class TermSettingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TermSettingQuerySet":
        """Terms are the same for everybody who may log in."""
        return self.all()

    def for_list(self) -> "TermSettingQuerySet":
        return self.select_related("locked_by")

    def locked(self) -> "TermSettingQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class TermSetting(models.Model):
    """One term: 2022S is spring 2022, 2022A autumn 2022; `position` sorts them."""

    code = models.CharField(_("学期"), max_length=5, primary_key=True)
    position = models.PositiveSmallIntegerField(_("次序"), unique=True)
    cut_off_on = models.DateField(_("认定基准日"))
    locked_at = models.DateTimeField(_("锁定时间"), null=True, blank=True)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("锁定人"))
    lock_note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = TermSettingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学期")
        ordering = ("position",)
        constraints = [both_or_neither("term_setting_lock_has_its_person", "locked_at", "locked_by")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("students:term-detail", args=[self.pk])

    @property
    def term(self) -> Term:
        return Term.parse(self.code)

    @property
    def label(self) -> str:
        return self.term.label

    @property
    def state(self) -> str:
        """The word of its badge."""
        return "locked" if self.is_locked else "unlocked_ok"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None
