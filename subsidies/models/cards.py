"""Accounts beside the rosters: a child's new one, by maker and checker, and those of staff, to which no child's money may go."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.choices import PaperStatus, Payee
from subsidies.models.papers import Paper
from subsidies.models.payments import Payment


class CardChangeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def approved(self) -> "CardChangeQuerySet":
        return self.filter(status=PaperStatus.APPROVED)

    def for_list(self) -> "CardChangeQuerySet":
        return self.select_related("student", "school", "made_by", "decided_by").defer("sealed")


class CardChange(Paper):
    """Account, bank and holder that count for the child from its approval on, above what the rosters say."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="card_changes", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="card_changes", verbose_name=_("退票明细"))
    payee = models.CharField(_("收款人"), max_length=10, choices=Payee.choices)
    holder = models.CharField(_("账户户名"), max_length=80)
    account_index = models.BinaryField(_("账号索引"), max_length=32)
    sealed = models.BinaryField(_("封存内容"))
    reason = models.CharField(_("原因"), max_length=200)

    objects = CardChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行账户变更")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                name="cardchange_one_waits_per_child", fields=["student"], condition=Q(status=PaperStatus.PROPOSED)
            ),
            models.CheckConstraint(name="cardchange_is_for_child_or_guardian", condition=~Q(payee=Payee.SCHOOL)),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.get_payee_display()}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:card-detail", args=[self.pk])


class StaffAccountQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"


class StaffAccount(models.Model):
    """An account of a person who works for a school, known by its blind index only (domain.md 5.6 A8)."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="staff_accounts", verbose_name=_("单位"))
    name = models.CharField(_("姓名"), max_length=80)
    account_index = models.BinaryField(_("账号索引"), max_length=32)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = StaffAccountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("教职工账户")
        ordering = ("school", "pk")
        constraints = [models.UniqueConstraint(name="staff_account_once", fields=["account_index"])]

    def __str__(self) -> str:
        return f"{self.school} {self.name}"
