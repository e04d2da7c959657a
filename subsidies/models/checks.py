"""A run of the eligibility check and the decisions it made (eligibility.md 4, 5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.links import of_row
from aid_portal.models import JobRun, OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Enrolment, Student, TermSetting
from subsidies.choices import RUN_MOVES, Change, RunStatus
from subsidies.models.policies import PolicyVersion, Programme
from subsidies.rules.decisions import Case, Grant


class EligibilityRunQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EligibilityRunQuerySet":
        return self.all() if user.has(Permission.CHECK_VIEW) else self.none()

    def locked(self) -> "EligibilityRunQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "EligibilityRunQuerySet":
        return self.select_related("term", "policy", "requested_by", "job")


class EligibilityRun(Stateful, models.Model):
    """One check of a term: on which day, by which policy, from which releases, asked by whom, with what result."""

    MOVES = RUN_MOVES

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="runs", verbose_name=_("学期"))
    cut_off_on = models.DateField(_("认定基准日"))
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="runs", verbose_name=_("政策版本"))
    releases = models.JSONField(_("所用名单"), default=dict, help_text=_("名单类别 → 编号"))
    dry = models.BooleanField(_("试算"), default=False)
    status = models.CharField(_("状态"), max_length=10, choices=RunStatus.choices, default=RunStatus.RUNNING)
    counts = models.JSONField(_("结果"), default=dict)
    inputs_seen = models.JSONField(_("所读数据的状态"), default=dict)
    results_left = models.JSONField(_("所留结果的状态"), default=dict)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("沿用的比对"))
    job = models.OneToOneField(JobRun, models.SET_NULL, null=True, related_name="eligibility_run", verbose_name=_("后台任务"))
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人"))
    started_at = models.DateTimeField(_("开始时间"), db_default=Now())
    finished_at = models.DateTimeField(_("结束时间"), null=True)

    objects = EligibilityRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资格比对")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="eligibility_run_one_at_a_time_per_term",
                fields=["term"],
                condition=Q(status=RunStatus.RUNNING),
            ),
            models.CheckConstraint(
                name="eligibility_run_finished_iff_not_running",
                condition=Q(status=RunStatus.RUNNING, finished_at=None)
                | (~Q(status=RunStatus.RUNNING) & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:run-detail", args=[self.pk])

    @property
    def label(self) -> str:
        """How lists and links name the run."""
        return str(self)

    @property
    def is_latest(self) -> bool:
        """Whether the results of the term are still those of this run."""
        later = EligibilityRun.objects.filter(term=self.term_id, dry=False, pk__gt=self.pk)
        return not self.dry and not later.exists()

    @property
    def took(self) -> str:
        """Seconds or minutes from the start to the end, or until now."""
        return figures.duration((self.finished_at or timezone.now()) - self.started_at)

    @property
    def requester(self) -> str:
        return str(self.requested_by or gettext("控制台"))

    @property
    def shown_decisions(self) -> int | None:
        return self.counts.get("decisions")

    @property
    def shown_changes(self) -> int | None:
        """New and ended decisions, or what a dry run would change."""
        words = tuple(Change.values) if self.dry else ("new", "superseded")
        return sum(self.counts.get(word, 0) for word in words) if self.status == RunStatus.DONE else None


class DecisionCase(models.Model):
    """What the law says once for all children who are equal before it, for one programme.

    `outcome` names what counts as a change: programme, tier, amount, waiver, categories and grounds. It is part of the
    key because a draft may be edited between two dry runs: each keeps what the law said when it ran.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("资助项目"))
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("政策版本"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="+", verbose_name=_("学期"))
    stage = models.CharField(_("学段"), max_length=12)
    grade = models.PositiveSmallIntegerField(_("年级"))
    boarding = models.BooleanField(_("寄宿"))
    hukou = models.CharField(_("户口性质"), max_length=5, blank=True)
    agriculture = models.BooleanField(_("涉农专业"))
    categories = ArrayField(models.CharField(max_length=16), verbose_name=_("困难类型"))
    determined = models.CharField(_("认定档次"), max_length=12, blank=True)
    tier = models.CharField(_("资助档次"), max_length=12, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    waiver = models.BooleanField(_("减免"))
    grounds = ArrayField(models.CharField(max_length=16), verbose_name=_("依据"))
    outcome = models.CharField(max_length=600)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("情形")
        constraints = [
            models.UniqueConstraint(
                name="decision_case_once",
                fields=[
                    "policy", "term", "programme", "stage", "grade", "boarding", "hukou", "agriculture", "categories",
                    "determined", "outcome",
                ],
            ),
            models.CheckConstraint(name="decision_case_amount_is_not_negative", condition=Q(amount__gte=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.outcome

    @property
    def known(self) -> Case:
        """What the law was asked, to ask it again."""
        return Case(
            self.stage, self.grade, self.boarding, self.hukou, self.agriculture, frozenset(self.categories), self.determined
        )

    @property
    def granted(self) -> Grant:
        """What the law answered."""
        return Grant(self.programme.code, self.tier, self.amount, self.waiver, tuple(self.grounds))


class DecisionQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def live(self) -> "DecisionQuerySet":
        return self.filter(superseded_by=None)

    def for_term(self, term: str) -> "DecisionQuerySet":
        return self.filter(term=term)

    def for_list(self) -> "DecisionQuerySet":
        return self.select_related("case", "programme", "school", "enrolment").defer("enrolment__sealed")


class Decision(models.Model):
    """Which help a child is due in a term, and on which records that rests; a changed one is superseded, never edited."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="decisions", verbose_name=_("学生"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="decisions", verbose_name=_("学期"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decisions", verbose_name=_("资助项目"))
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="decisions", verbose_name=_("在校记录"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="decisions", verbose_name=_("学校"))
    case = models.ForeignKey(DecisionCase, models.PROTECT, related_name="decisions", verbose_name=_("情形"))
    record_ids = ArrayField(models.BigIntegerField(), verbose_name=_("依据的名单记录"), default=list)
    run = models.ForeignKey(EligibilityRun, models.PROTECT, related_name="decisions", verbose_name=_("比对"))
    superseded_by = models.ForeignKey(
        EligibilityRun, models.PROTECT, null=True, related_name="superseded", verbose_name=_("被取代于")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资助结果")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                name="decision_one_live_per_student_programme_and_term",
                fields=["student", "term", "programme"],
                condition=Q(superseded_by=None),
            ),
        ]
        indexes = [models.Index(name="decision_live_by_school", fields=["term", "school"], condition=Q(superseded_by=None))]

    def __str__(self) -> str:
        return f"{self.student} {self.programme} {self.term_id}"

    def get_absolute_url(self) -> str:
        return of_row("subsidies:decision-detail", self.pk)

    @property
    def state(self) -> str:
        return "live" if self.superseded_by_id is None else "superseded"


class DryChangeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"


class DryChange(models.Model):
    """What a dry run would change for one child and programme."""

    run = models.ForeignKey(EligibilityRun, models.CASCADE, related_name="dry_changes", verbose_name=_("试算"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="+", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("资助项目"))
    change = models.CharField(_("变化"), max_length=8, choices=Change.choices)
    before = models.ForeignKey(DecisionCase, models.PROTECT, null=True, related_name="+", verbose_name=_("原情形"))
    after = models.ForeignKey(DecisionCase, models.PROTECT, null=True, related_name="+", verbose_name=_("新情形"))

    objects = DryChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("试算变化")
        constraints = [models.UniqueConstraint(name="dry_change_once", fields=["run", "student", "programme"])]

    def __str__(self) -> str:
        return f"{self.student} {self.programme} {self.change}"
