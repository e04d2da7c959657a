"""Who is due which help in a term: one row a child, programme and term, approved with its list and final from then on."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import Both, refuse
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Enrolment, Student, TermSetting
from subsidies.choices import ENTITLEMENT_MOVES, EntitlementStatus, Proration
from subsidies.models.checks import Decision
from subsidies.models.entitlement_lists import EntitlementList
from subsidies.models.policies import PolicyVersion, Programme
from subsidies.models.splits import FundSplit, split_adds_up
from subsidies.rules.proration import DAYS_OF_A_TERM

# What an approved row says is what was approved: signed adjustments correct it. It is approved with its list, never alone.
HOLD = ("held_until", "hold_note", "held_by")

# Where two files are one child, the entitlements follow the child: so the one of a programme and term stays the one.
STUDENT_IS_THE_SAME_CHILD = """
IF NOT EXISTS (SELECT FROM students_studentmerge m
               WHERE (m.kept_id, m.merged_id) IN ((NEW.student_id, OLD.student_id), (OLD.student_id, NEW.student_id))) THEN
    RAISE EXCEPTION 'entitlement_stays_with_its_child';
END IF;
RETURN NEW;
"""
APPROVED_WITH_ITS_LIST = """
IF EXISTS (SELECT FROM new_rows n JOIN subsidies_entitlementlist l ON l.id = n.list_id
           WHERE n.status = 'approved' AND l.status <> 'approved') THEN
    RAISE EXCEPTION 'entitlement_is_approved_with_its_list';
END IF;
RETURN NULL;
"""


class EntitlementQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def for_term(self, term: str) -> "EntitlementQuerySet":
        return self.filter(term=term)

    def standing(self) -> "EntitlementQuerySet":
        """What is due or may still become due."""
        return self.exclude(status=EntitlementStatus.CANCELLED)

    def approved(self) -> "EntitlementQuerySet":
        return self.filter(status=EntitlementStatus.APPROVED)

    def for_list(self) -> "EntitlementQuerySet":
        return self.select_related("programme", "school", "enrolment", "list").defer("enrolment__sealed")


class Entitlement(Stateful, FundSplit):
    """One child × programme × term for ever: through every list, re-issue and correction there is this one row.

    `full_amount` is the rate of the whole term, `amount` what is due after proration, both in yuan; `decision` is empty for
    a case that rests on documents, which `basis` names. `boarding_days` and `day_days` are what the school has stated of a child
    who moved in or out of the dormitory within the term; empty for all others.
    """

    MOVES = ENTITLEMENT_MOVES

    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("困难类型"), default=list)
    student = models.ForeignKey(Student, models.PROTECT, related_name="entitlements", verbose_name=_("学生"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="entitlements", verbose_name=_("资助项目"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="entitlements", verbose_name=_("学期"))
    list = models.ForeignKey(EntitlementList, models.PROTECT, related_name="entitlements", verbose_name=_("名单"))
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="entitlements", verbose_name=_("在校记录"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="entitlements", verbose_name=_("学校"))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="entitlements", verbose_name=_("资格比对结果"))
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("政策版本"))
    exclusive_group = models.CharField(_("互斥组"), max_length=16, blank=True)
    period = DateRangeField(_("享受期间"))
    tier = models.CharField(_("档次"), max_length=12, blank=True)
    full_amount = models.DecimalField(_("学期标准（元）"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("应发金额（元）"), max_digits=12, decimal_places=2)
    proration = models.CharField(_("折算方式"), max_length=6, choices=Proration.choices, default=Proration.NONE)
    boarding_days = models.PositiveSmallIntegerField(_("住校天数"), null=True)
    day_days = models.PositiveSmallIntegerField(_("走读天数"), null=True)
    trace = models.CharField(_("计算过程"), max_length=200, blank=True)
    waiver = models.BooleanField(_("减免"), default=False)
    rank = models.PositiveIntegerField(_("排序"), null=True)
    note = models.CharField(_("异议或候补原因"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=EntitlementStatus.choices, default=EntitlementStatus.PROPOSED)
    held_until = models.DateField(_("暂缓至"), null=True)
    hold_note = models.CharField(_("暂缓原因"), max_length=200, blank=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("暂缓人"))

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("享受资助")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                name="entitlement_once_per_child_programme_and_term", fields=["student", "programme", "term"]
            ),
            ExclusionConstraint(
                name="entitlement_excludes_others_of_its_group",
                expressions=[
                    ("student", RangeOperators.EQUAL),
                    ("exclusive_group", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=~Q(exclusive_group="") & ~Q(status=EntitlementStatus.CANCELLED),
                violation_error_message=_("同一学生同一时间不能同时享受互斥的资助项目。"),
            ),
            models.CheckConstraint(
                name="entitlement_amount_is_within_its_rate", condition=Q(amount__gte=0, amount__lte=F("full_amount"))
            ),
            models.CheckConstraint(
                name="entitlement_rests_on_a_decision_or_on_documents", condition=Q(decision__isnull=False) | ~Q(basis="")
            ),
            models.CheckConstraint(
                name="entitlement_is_objected_or_waits_with_its_reason",
                condition=~Q(status__in=[EntitlementStatus.OBJECTED, EntitlementStatus.WAITING]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="entitlement_hold_has_reason_person_and_day",
                condition=Q(held_until=None, held_by=None, hold_note="")
                | (Q(held_until__isnull=False, held_by__isnull=False) & ~Q(hold_note="")),
            ),
            models.CheckConstraint(
                name="entitlement_stated_days_are_of_one_term",
                condition=Q(boarding_days=None, day_days=None)
                | Q(
                    proration=Proration.DAY,
                    boarding_days__isnull=False,
                    day_days__isnull=False,
                    boarding_days__lte=DAYS_OF_A_TERM - F("day_days"),
                ),
            ),
            split_adds_up("entitlement_is_charged_to_its_sources", Q(status=EntitlementStatus.APPROVED)),
        ]  # fmt: skip
        indexes = [
            models.Index(name="entitlement_by_list", fields=["list", "status"]),
            models.Index(name="entitlement_by_term", fields=["term", "programme", "school"]),
        ]
        triggers = [
            refuse(
                "approved_is_final",
                "entitlement_is_final_once_approved",
                pgtrigger.Update,
                Both(pgtrigger.Q(old__status="approved"), pgtrigger.AnyChange(exclude=("status", "student", *HOLD))),
            ),
            refuse(
                "approved_stays_or_is_cancelled",
                "entitlement_is_final_once_approved",
                pgtrigger.Update,
                pgtrigger.Q(old__status="approved") & ~pgtrigger.Q(new__status__in=["approved", "cancelled"]),
            ),
            pgtrigger.Trigger(
                name="stays_with_its_child",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("student"),
                func=STUDENT_IS_THE_SAME_CHILD,
            ),
            refuse(
                "decided_is_kept",
                "entitlement_is_never_deleted_once_decided",
                pgtrigger.Delete,
                pgtrigger.Q(old__status__in=["approved", "cancelled"]),
            ),
            pgtrigger.Trigger(
                name="approved_with_its_list",
                level=pgtrigger.Statement,
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
                func=APPROVED_WITH_ITS_LIST,
            ),
            pgtrigger.Trigger(
                name="inserted_with_its_list",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func=APPROVED_WITH_ITS_LIST,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.programme} {self.term_id}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:entitlement-detail", args=[self.pk])
