"""What a guardian allows donors to be told of a child."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, in_order
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from students.models import Student
from subsidies.donation_choices import ConsentState

# Two files that are one child are the one exception, for what was withdrawn as well.
GIVEN_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'guardian_consent_is_never_deleted';
END IF;
IF to_jsonb(NEW) - 'student_id' = to_jsonb(OLD) - 'student_id' AND EXISTS (
    SELECT FROM students_studentmerge m
    WHERE (m.kept_id, m.merged_id) IN ((NEW.student_id, OLD.student_id), (OLD.student_id, NEW.student_id))
) THEN
    RETURN NEW;
END IF;
IF OLD.withdrawn_on IS NOT NULL OR to_jsonb(NEW) - '{withdrawn_on,withdrawn_by_id}'::text[]
                                <> to_jsonb(OLD) - '{withdrawn_on,withdrawn_by_id}'::text[] THEN
    RAISE EXCEPTION 'guardian_consent_is_only_withdrawn';
END IF;
RETURN NEW;
"""


class GuardianConsentQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def visible_to(self, user) -> "GuardianConsentQuerySet":
        """Goes with the child: the next school sees what was recorded at the one before."""
        return self.filter(student__in=Student.objects.visible_to(user))

    def standing(self) -> "GuardianConsentQuerySet":
        return self.filter(withdrawn_on=None)

    def for_list(self) -> "GuardianConsentQuerySet":
        return self.select_related("student", "school", "made_by", "withdrawn_by")


class GuardianConsent(models.Model):
    """Without one that stands, nothing personal of the child leaves: the name is masked, no photo, no story."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="guardian_consents", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    may_name = models.BooleanField(_("姓名"), default=False)
    may_photo = models.BooleanField(_("照片"), default=False)
    may_story = models.BooleanField(_("事迹"), default=False)
    given_on = models.DateField(_("同意日期"))
    paper = models.CharField(_("同意书"), max_length=120)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("扫描件"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤回登记人"))

    objects = GuardianConsentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("监护人同意")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="guardian_consent_one_stands", fields=["student"], condition=Q(withdrawn_on=None)),
            models.CheckConstraint(
                name="guardian_consent_allows_something_on_paper",
                condition=(Q(may_name=True) | Q(may_photo=True) | Q(may_story=True)) & ~Q(paper=""),
            ),
            both_or_neither("guardian_consent_withdrawal_has_its_person", "withdrawn_on", "withdrawn_by"),
            in_order("guardian_consent_is_withdrawn_after_it_was_given", "given_on", "withdrawn_on"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="given_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=GIVEN_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.given_on}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:consent-detail", args=[self.pk])

    @property
    def state(self) -> str:
        return ConsentState.WITHDRAWN if self.withdrawn_on else ConsentState.VALID

    def get_state_display(self) -> str:
        return str(ConsentState(self.state).label)

    @property
    def allows(self) -> str:
        """What donors may be told, in the words of the paper."""
        named = {"may_name": self.may_name, "may_photo": self.may_photo, "may_story": self.may_story}
        return "、".join(str(self._meta.get_field(name).verbose_name) for name, allowed in named.items() if allowed)
