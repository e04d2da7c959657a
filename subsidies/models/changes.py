"""What a run changed, real or dry, read from one database view: gained, lost, altered, one row a child and programme."""

from django.db import models
from django.db.models import DecimalField, F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.choices import Change
from subsidies.models.checks import Decision, DecisionCase, EligibilityRun
from subsidies.models.policies import Programme

NOTHING = Value(0, output_field=DecimalField(max_digits=12, decimal_places=2))


class RunChangeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def with_money(self) -> "RunChangeQuerySet":
        """`money`: yuan more or less than before, waivers included."""
        return self.annotate(money=Coalesce(F("after__amount"), NOTHING) - Coalesce(F("before__amount"), NOTHING))

    def for_list(self) -> "RunChangeQuerySet":
        return self.with_money().select_related("student", "school", "programme", "before", "after")


class RunChange(models.Model):
    """One change of one run; decisions that came and went within the run are none (migration 0004)."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(EligibilityRun, models.DO_NOTHING, related_name="changes", verbose_name=_("比对"))
    student = models.ForeignKey(Student, models.DO_NOTHING, related_name="+", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.DO_NOTHING, related_name="+", verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, models.DO_NOTHING, related_name="+", verbose_name=_("资助项目"))
    change = models.CharField(_("变化"), max_length=8, choices=Change.choices)
    before = models.ForeignKey(DecisionCase, models.DO_NOTHING, null=True, related_name="+", verbose_name=_("原来"))
    after = models.ForeignKey(DecisionCase, models.DO_NOTHING, null=True, related_name="+", verbose_name=_("现在"))
    decision = models.ForeignKey(Decision, models.DO_NOTHING, null=True, related_name="+", verbose_name=_("资助结果"))

    objects = RunChangeQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "subsidies_runchange"
        verbose_name = verbose_name_plural = _("比对变化")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.student} {self.programme} {self.change}"
