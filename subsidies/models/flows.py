"""The money that reached children, row by row: what every statistic adds up and every cell leads to."""

import json

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit
from aid_portal.querysets import ScopedQuerySet
from students.choices import Hukou
from students.models import Student, TermSetting
from subsidies.choices import Channel
from subsidies.models.batches import Batch
from subsidies.models.entitlements import Entitlement
from subsidies.models.policies import PolicyVersion, Programme
from subsidies.models.splits import StateSplit
from subsidies.rules.policy import parse
from subsidies.rules.quotas import primary_category
from subsidies.rules.statistics import PAID, REPORT_STAGES, Part, Span


class FlowQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def within(self, span: Span) -> "FlowQuerySet":
        if span.way == PAID:
            return self.filter(moved_on__range=(span.first_day, span.last_day))
        return self.filter(term__in=[str(term) for term in span.terms])

    def of(self, part: Part) -> "FlowQuerySet":
        keys = {"town": "school__path__startswith", "stage": "stage", "programme": "programme__code", "term": "term"}
        values = part.conditions | ({"town": f"/{part.town}/"} if part.town else {})
        return self.filter(**{keys[name]: value for name, value in values.items()})

    def for_list(self) -> "FlowQuerySet":
        return self.select_related("school", "programme", "student", "batch")


# A view has no constraints, and what is frozen keeps the keys it had: no check and no index for each of them.
_KEY = {"on_delete": models.DO_NOTHING, "related_name": "+", "db_constraint": False, "db_index": False}


class ReportedProgramme(models.Model):
    """A view, and the one place that says which programmes the statistics count and under which stage ('' is the child's own).

    The policy in force decides, for years gone by as well; what it does not say counts.
    """

    programme = models.OneToOneField(
        Programme, models.DO_NOTHING, primary_key=True, related_name="reported", db_constraint=False, verbose_name=_("资助项目")
    )
    counted = models.BooleanField(_("计入统计"))
    stage = models.CharField(_("统计学段"), max_length=12, choices=REPORT_STAGES, blank=True)

    class Meta:
        managed = False
        db_table = "subsidies_reportedprogramme"
        verbose_name = verbose_name_plural = _("计入统计的资助项目")

    def __str__(self) -> str:
        return str(self.programme)


class FlowFacts(StateSplit):
    """One payment that was made (yuan, positive) or one recovery that was received (negative), of a programme that counts.

    `head` adds up to 人次: the first payment of an entitlement counts it, re-issues and top-ups do not, and the recovery
    that brings a cancelled one down to nothing takes it back on `undone_on`.
    """

    entitlement = models.ForeignKey(Entitlement, **_KEY, verbose_name=_("享受资助"))
    student = models.ForeignKey(Student, **_KEY, verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, **_KEY, verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, **_KEY, verbose_name=_("资助项目"))
    term = models.ForeignKey(TermSetting, **_KEY, verbose_name=_("学期"))
    batch = models.ForeignKey(Batch, **_KEY, verbose_name=_("发放批次"))
    channel = models.CharField(_("发放渠道"), max_length=14, choices=Channel.choices)
    stage = models.CharField(_("学段"), max_length=12, choices=REPORT_STAGES)
    tier = models.CharField(_("档次"), max_length=12, blank=True)
    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("困难类型"), default=list)
    waiver = models.BooleanField(_("减免"))
    hukou = models.CharField(_("户口性质"), max_length=5, choices=Hukou.choices, blank=True)
    home_town = models.CharField(_("户籍乡镇"), max_length=40, blank=True)
    moved_on = models.DateField(_("日期"))
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    head = models.SmallIntegerField(_("人次"))
    undone_on = models.DateField(_("全部收回日期"), null=True)

    class Meta:
        abstract = True


class MoneyFlowQuerySet(FlowQuerySet):
    def with_category(self) -> "MoneyFlowQuerySet":
        """`category`: the one a child is counted under, by the policy version that the entitlement pins; '' for none."""
        text = models.TextField()
        held = Concat(Cast("policy_id", text), Value("|", text), Cast("categories", text))
        first = Func(
            Cast(Value(json.dumps(primaries())), models.JSONField()),
            held,
            function="jsonb_extract_path_text",
            output_field=text,
        )
        return self.annotate(category=first)


def primaries() -> dict[str, str]:
    """By policy version and set of categories: sets are few where children are many."""
    held = Entitlement.objects.order_by().annotate(key=Cast("categories", models.TextField()))
    sets = list(held.values_list("policy_id", "key", "categories").distinct())
    documents = PolicyVersion.objects.filter(pk__in={policy for policy, _key, _codes in sets})
    policies = {pk: parse(document) for pk, document in documents.values_list("pk", "document")}
    firsts = {(policy, key): primary_category(codes, policies[policy]) for policy, key, codes in sets}
    return {f"{policy}|{key}": first.code if first else "" for (policy, key), first in firsts.items()}


class MoneyFlow(FlowFacts):
    """A view, always as things stand: id is that of the payment, or that of the recovery below zero."""

    policy = models.ForeignKey(PolicyVersion, **_KEY, verbose_name=_("政策版本"))

    objects = MoneyFlowQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "subsidies_moneyflow"
        verbose_name = verbose_name_plural = _("到账和收回")

    def __str__(self) -> str:
        return f"{self.moved_on} {self.amount}"


def counted(span: Span | None) -> Q:
    """Of which flows the children are counted (人数): they got money that was not wholly taken back within the span."""
    if span is None or span.way != PAID:
        return Q(amount__gt=0, undone_on=None)
    return Q(amount__gt=0) & (Q(undone_on=None) | Q(undone_on__gt=span.last_day))
