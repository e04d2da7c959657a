"""A child's application in a round (个人申请), what class and school found, and the code that opens it on a phone."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.determination_choices import APPLICATION_MOVES, STANDING, ApplicationStatus, Origin, Tier
from students.models.determination_lists import DeterminationList
from students.models.enrolments import Enrolment
from students.models.review_meetings import ReviewMeeting
from students.models.rounds import DeterminationRound

# A tier counts after its notice has run out, with the tier that was posted and no objection that stands in its way.
APPROVED_AFTER_ITS_NOTICE = """
IF EXISTS (
    SELECT FROM students_objection o JOIN students_publicnoticerow r ON r.id = o.row_id
    WHERE r.application_id = NEW.id AND o.result = '' AND o.holds
) THEN
    RAISE EXCEPTION 'application_under_objection_is_held';
END IF;
IF NOT EXISTS (
    SELECT FROM students_publicnoticerow r JOIN students_publicnotice n ON n.id = r.notice_id
    WHERE r.application_id = NEW.id AND r.tier = NEW.tier AND n.withdrawn_on IS NULL AND n.ends_on < NEW.approved_on
      AND NOT EXISTS (
        SELECT FROM students_objection o WHERE o.row_id = r.id AND (o.result = 'upheld' OR o.result = '' AND o.holds)
      )
) THEN
    RAISE EXCEPTION 'application_is_approved_after_its_notice';
END IF;
RETURN NEW;
"""
WEIGHED = (ApplicationStatus.REVIEWED, ApplicationStatus.DECIDED, ApplicationStatus.APPROVED, ApplicationStatus.CANCELLED)
DETERMINED = (ApplicationStatus.DECIDED, ApplicationStatus.APPROVED, ApplicationStatus.CANCELLED)


class ApplicationQuerySet(ScopedQuerySet):
    unit_lookup = "enrolment__school__path"
    class_lookup = "enrolment__"

    def for_list(self) -> "ApplicationQuerySet":
        return self.select_related("round__term", "enrolment__school", "enrolment__student", "list")

    def standing(self) -> "ApplicationQuerySet":
        return self.filter(status__in=STANDING)


class Application(Stateful, models.Model):
    """One child in one round. `sealed` holds the form (domain.md 3.6); `proven_tier` is what the departments' lists prove."""

    MOVES = APPLICATION_MOVES

    round = models.ForeignKey(DeterminationRound, models.PROTECT, related_name="applications", verbose_name=_("认定轮次"))
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="applications", verbose_name=_("在校记录"))
    origin = models.CharField(_("来源"), max_length=8, choices=Origin.choices)
    status = models.CharField(_("状态"), max_length=10, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT)
    sealed = models.BinaryField(_("封存的申请表"), null=True)
    committed_on = models.DateField(_("承诺日期"), null=True)
    privacy_version = models.CharField(_("个人信息处理告知版本"), max_length=10, blank=True, default="")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("签字申请表"))
    filled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    return_note = models.CharField(_("退回原因"), max_length=200, blank=True)
    class_meeting = models.ForeignKey(
        ReviewMeeting, models.PROTECT, null=True, related_name="class_results", verbose_name=_("班级评议")
    )
    class_tier = models.CharField(_("评议建议"), max_length=8, choices=Tier.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("同意票"), null=True)
    votes_all = models.PositiveSmallIntegerField(_("总票数"), null=True)
    score = models.PositiveSmallIntegerField(_("量化评分"), null=True)
    class_reason = models.CharField(_("评议理由"), max_length=300, blank=True)
    school_meeting = models.ForeignKey(
        ReviewMeeting, models.PROTECT, null=True, related_name="school_results", verbose_name=_("学校认定")
    )
    tier = models.CharField(_("认定档次"), max_length=8, choices=Tier.choices, blank=True)
    reason = models.CharField(_("认定理由"), max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("学校经办人"))
    decided_at = models.DateTimeField(_("学校认定时间"), null=True)
    proven_tier = models.CharField(_("数据证明的档次"), max_length=8, choices=Tier.choices, blank=True)
    proven_by = ArrayField(models.CharField(max_length=16), verbose_name=_("数据证明的类别"), default=list)
    below_reason = models.CharField(_("低于应定档次的原因"), max_length=300, blank=True)
    list = models.ForeignKey(
        DeterminationList, models.PROTECT, null=True, related_name="applications", verbose_name=_("认定名单")
    )
    approved_on = models.DateField(_("批准日期"), null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("认定申请")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="application_one_stands_per_child_and_round",
                fields=["round", "enrolment"],
                condition=Q(status__in=STANDING),
            ),
            models.CheckConstraint(
                name="application_by_phone_was_informed_first",
                condition=~Q(origin=Origin.PHONE)
                | Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | ~Q(privacy_version=""),
            ),
            models.CheckConstraint(
                name="application_has_its_commitment",
                condition=Q(origin=Origin.PROVEN)
                | Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | Q(committed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="application_is_weighed_by_the_class",
                condition=Q(origin=Origin.PROVEN) | ~Q(status__in=WEIGHED) | Q(class_meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="application_proven_by_data_names_the_tier", condition=~Q(origin=Origin.PROVEN) | Q(proven_tier__gt="")
            ),
            models.CheckConstraint(
                name="application_tier_is_the_groups",
                condition=~Q(status__in=DETERMINED) | Q(tier__gt="", school_meeting__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_below_what_is_proven_says_why",
                condition=~Q(status__in=[*DETERMINED, ApplicationStatus.REFUSED])
                | Q(proven_tier="")
                | Q(tier=F("proven_tier"))
                | Q(tier=Tier.SEVERE)
                | Q(below_reason__gt=""),
            ),
            models.CheckConstraint(
                name="application_votes_are_of_all",
                condition=Q(votes_for=None, votes_all=None) | Q(votes_for__lte=F("votes_all"), votes_all__gt=0),
            ),
            models.CheckConstraint(name="application_on_a_list_is_determined", condition=Q(list=None) | Q(status__in=DETERMINED)),
            models.CheckConstraint(
                name="application_approved_has_its_day",
                condition=~Q(status__in=[ApplicationStatus.APPROVED, ApplicationStatus.CANCELLED])
                | Q(approved_on__isnull=False, list__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_after_its_notice",
                operation=pgtrigger.Update | pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__status="approved"),
                func=APPROVED_AFTER_ITS_NOTICE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.name} {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("students:application-detail", args=[self.pk])


class ApplicationCodeQuerySet(ScopedQuerySet):
    unit_lookup = "enrolment__school__path"
    class_lookup = "enrolment__"


class ApplicationCode(models.Model):
    """What a family types on a phone to apply; only its keyed index is kept, so that it can be shown once."""

    round = models.ForeignKey(DeterminationRound, models.PROTECT, related_name="codes", verbose_name=_("认定轮次"))
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+", verbose_name=_("在校记录"))
    code_index = models.BinaryField(_("申请码索引"), max_length=32, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发码人"))
    issued_at = models.DateTimeField(_("发码时间"), db_default=Now())

    objects = ApplicationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("申请码")
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(name="application_code_one_per_child", fields=["round", "enrolment"])]

    def __str__(self) -> str:
        return f"{self.round} {self.enrolment_id}"
