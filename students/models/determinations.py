"""The tier that a school determined, where the check reads it: from a loaded list or from an approved application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models.records import Release


class DeterminationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeterminationQuerySet":
        """Those of a loaded list; what a round determined is seen at its application."""
        return self.filter(release__in=Release.objects.visible_to(user))


class Determination(models.Model):
    """The tier a school determined for a child in an academic year; the last accepted list or approved application wins."""

    registry_index = models.BinaryField(_("学籍索引"), max_length=32)
    academic_year = models.CharField(_("学年"), max_length=9)
    name = models.CharField(_("姓名"), max_length=80)
    name_key = models.CharField(_("比对姓名"), max_length=80)
    tier = models.CharField(_("认定档次"), max_length=12)
    kinds = models.CharField(_("困难类型"), max_length=120, blank=True)
    school_code = models.CharField(_("学校标识码"), max_length=12, blank=True)
    sealed = models.BinaryField(_("封存内容"))
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="determinations", verbose_name=_("来源"))
    row = models.PositiveIntegerField(_("来源行"), null=True)
    application = models.OneToOneField(
        "students.Application", models.PROTECT, null=True, related_name="determination", verbose_name=_("认定申请")
    )

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("学校认定结果")
        ordering = ("academic_year", "pk")
        constraints = [
            models.UniqueConstraint(name="determination_one_per_child_and_year", fields=["academic_year", "registry_index"]),
            models.CheckConstraint(
                name="determination_comes_from_a_list_or_an_application",
                condition=models.Q(release__isnull=False, row__isnull=False, application=None)
                | models.Q(release=None, row=None, application__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.academic_year}"

    @property
    def source(self) -> models.Model:
        """The list or the application that it comes from."""
        return self.release or self.application

    @property
    def seen_with(self) -> str:
        """The permission that opens its source."""
        from aid_portal.permissions import Permission

        return Permission.RECORD_VIEW if self.release_id else Permission.ROUND_VIEW
