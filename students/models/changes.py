"""What changed between a release of a department's list and the one before it, person by person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.choices import ChangeKind
from students.models.records import Record, Release


class ReleaseChangeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReleaseChangeQuerySet":
        return self.filter(release__in=Release.objects.visible_to(user))

    def for_list(self) -> "ReleaseChangeQuerySet":
        return self.select_related("before__release", "after__release")


class ReleaseChange(models.Model):
    """One change of one kind of one person: the row before, the row after; who entered has no row before."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="changes", verbose_name=_("名单"))
    kind = models.CharField(_("变化"), max_length=20, choices=ChangeKind.choices)
    before = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+", verbose_name=_("上一期"))
    after = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+", verbose_name=_("本期"))

    objects = ReleaseChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名单变化")
        ordering = ("release", "pk")
        constraints = [
            models.CheckConstraint(
                name="release_change_has_the_sides_of_its_kind",
                condition=models.Q(kind=ChangeKind.ENTERED, before=None, after__isnull=False)
                | models.Q(kind=ChangeKind.LEFT, before__isnull=False, after=None)
                | (
                    ~models.Q(kind__in=[ChangeKind.ENTERED, ChangeKind.LEFT])
                    & models.Q(before__isnull=False, after__isnull=False)
                ),
            ),
        ]
        indexes = [models.Index(name="release_change_by_kind", fields=["release", "kind", "id"])]

    def __str__(self) -> str:
        return f"{self.record.name} {self.get_kind_display()}"

    @property
    def record(self) -> Record:
        """Where the person stands now, or stood last."""
        return self.after or self.before
