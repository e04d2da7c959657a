"""What a unit's own files call the columns of a roster."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User

LONGEST = 80


class LearnedHeading(models.Model):
    """In the files of `unit` the column `name` is the roster's column `heading`; `name` as the reader compares headings."""

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("文件中的列名"), max_length=LONGEST)
    heading = models.CharField(_("对应的列"), max_length=LONGEST)
    learned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("指明人"))
    learned_at = models.DateTimeField(_("指明时间"), db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = _("列的对应关系")
        ordering = ("unit", "pk")
        constraints = [models.UniqueConstraint(name="learned_heading_once_per_unit", fields=["unit", "name"])]

    def __str__(self) -> str:
        return f"{self.name} → {self.heading}"
