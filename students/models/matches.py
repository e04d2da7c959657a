"""Which record is which child where the data alone cannot say, and who is schooled elsewhere."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people, stamped_iff
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.choices import PAIR_MOVES, PROOF_MOVES, PairStatus, ProofStatus, RecordKind
from students.models.enrolments import Enrolment, EnrolmentQuerySet
from students.models.records import Record
from students.models.students import Student
from students.models.terms import TermSetting


class MatchPairQuerySet(ScopedQuerySet):
    unit_lookup = "enrolment__school__path"
    class_lookup = "enrolment__"

    def visible_to(self, user) -> "MatchPairQuerySet":
        """Pairs are answered by the bureau; a record of a department never shows to a school, its auditor's own apart."""
        from aid_portal.permissions import Permission

        return super().visible_to(user) if user.has(Permission.REVIEW_VIEW) else self.none()

    def open(self) -> "MatchPairQuerySet":
        return self.filter(status=PairStatus.OPEN)

    def waiting_in(self, term: str) -> "MatchPairQuerySet":
        """Those that can be answered: a locked term takes no answer."""
        return self.open().filter(term=term, term__locked_at=None)

    def for_list(self) -> "MatchPairQuerySet":
        return self.select_related("record__release", "student", "enrolment__school", "answered_by")


class MatchPair(Stateful, models.Model):
    """A record and a child that look alike at level 2, 3 or 4 in a term; only a person may say they are one.

    The marks say what both sides looked like when the pair was answered: while they stay, the answer stays.
    """

    MOVES = PAIR_MOVES

    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="pairs", verbose_name=_("学期"))
    kind = models.CharField(_("名单"), max_length=16, choices=RecordKind.choices)
    level = models.PositiveSmallIntegerField(_("级别"))
    record = models.ForeignKey(Record, models.CASCADE, related_name="pairs", verbose_name=_("名单记录"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="pairs", verbose_name=_("学生"))
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pairs", verbose_name=_("在校记录"))
    record_mark = models.BinaryField(max_length=32)
    student_mark = models.BinaryField(max_length=32)
    status = models.CharField(_("答复"), max_length=10, choices=PairStatus.choices, default=PairStatus.OPEN)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("答复人"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    found_at = models.DateTimeField(_("发现时间"), db_default=Now())

    objects = MatchPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("待核对")
        ordering = ("level", "pk")
        constraints = [
            models.UniqueConstraint(name="match_pair_once_per_term", fields=["term", "record", "student"]),
            models.CheckConstraint(name="match_pair_level_is_2_3_or_4", condition=Q(level__in=[2, 3, 4])),
            both_or_neither("match_pair_answer_has_its_person", "answered_by", "answered_at"),
            models.CheckConstraint(
                name="match_pair_answered_iff_not_open",
                condition=Q(status=PairStatus.OPEN, answered_at=None)
                | (~Q(status=PairStatus.OPEN) & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="match_pair_marks", fields=["record_mark", "student_mark"])]

    def __str__(self) -> str:
        return f"{self.record} ~ {self.student}"

    def get_absolute_url(self) -> str:
        return reverse("students:match-detail", args=[self.pk])


def is_pupil(enrolments: EnrolmentQuerySet) -> Q:
    """Of records: those that are one of these pupils by id and name, or by an accepted answer."""
    pupils = enrolments.order_by()
    same_id = pupils.filter(id_index=OuterRef("id_index"), name_key=OuterRef("name_key"))
    # a row without an id goes by the id of its child: two files that were joined
    joined = pupils.filter(id_index=None, student__id_index=OuterRef("id_index"), name_key=OuterRef("name_key"))
    answered = pupils.filter(student__pairs__record=OuterRef("pk"), student__pairs__status=PairStatus.ACCEPTED)
    return Q(Exists(same_id)) | Q(Exists(joined)) | Q(Exists(answered))


def is_proven(proofs: "SchoolingProofQuerySet") -> Q:
    """Of records: those that one of these proofs speaks of, as the check finds them."""
    same_mark = proofs.filter(person_mark=OuterRef("person_mark"))
    same_number = proofs.filter(~Q(record__person_number=""), record__person_number=OuterRef("person_number"))
    one_without_id = Q(id_index=None) | Q(Exists(same_number.filter(record__id_index=None)))  # two valid ids are two persons
    return Q(Exists(same_mark)) | (Q(Exists(same_number)) & one_without_id)


class SchoolingProofQuerySet(ScopedQuerySet):
    """Those handed in at or below the user's units: a school sees its own, the bureau all."""

    def for_list(self) -> "SchoolingProofQuerySet":
        return self.select_related("submitted_by", "verified_by", "unit", "file", "record__release")

    def standing(self) -> "SchoolingProofQuerySet":
        """Handed in and not refused."""
        return self.exclude(status=ProofStatus.REFUSED)

    def verifiable_by(self, user) -> "SchoolingProofQuerySet":
        """Waiting for a second person: not for the one who handed it in."""
        return self.filter(status=ProofStatus.SUBMITTED).exclude(submitted_by__in=user.stands_for)


class SchoolingProof(Stateful, models.Model):
    """Evidence that a monitored child goes to school outside the county (县外就读), checked by a second person.

    It counts for the rows of the rural list with the same `person_mark`, or with the person number of its `record` unless
    both have valid ids. The mark of a valid id follows from the id alone, so whoever knows name and id can hand one in
    without being told whether the child is on a list.
    """

    MOVES = PROOF_MOVES

    record = models.ForeignKey(Record, models.SET_NULL, null=True, related_name="proofs", verbose_name=_("名单记录"))
    person_mark = models.BinaryField(max_length=32)
    name = models.CharField(_("姓名"), max_length=80)
    birth_date = models.DateField(_("出生日期"), null=True)
    sealed = models.BinaryField(_("封存的证件号"), null=True)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("登记单位"))
    academic_year = models.CharField(_("学年"), max_length=9)
    school_name = models.CharField(_("就读学校"), max_length=120)
    school_code = models.CharField(_("学校标识码"), max_length=10, blank=True)
    place = models.CharField(_("所在地"), max_length=80)
    grade = models.CharField(_("年级"), max_length=20, blank=True)
    aid_there = models.CharField(_("当地资助情况"), max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("证明材料"))
    status = models.CharField(_("状态"), max_length=10, choices=ProofStatus.choices, default=ProofStatus.SUBMITTED)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    submitted_at = models.DateTimeField(_("登记时间"), db_default=Now())
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核验人"))
    verified_at = models.DateTimeField(_("核验时间"), null=True)
    refusal = models.CharField(_("未通过的原因"), max_length=200, blank=True)

    objects = SchoolingProofQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("县外就读证明")
        ordering = ("-pk",)
        constraints = [
            different_people("schooling_proof_verifier_is_not_submitter", "submitted_by", "verified_by"),
            both_or_neither("schooling_proof_check_has_its_time", "verified_by", "verified_at"),
            stamped_iff("schooling_proof_is_stamped_when_checked", "verified_at", [ProofStatus.VERIFIED, ProofStatus.REFUSED]),
            models.CheckConstraint(
                name="schooling_proof_refused_says_why",
                condition=(Q(status=ProofStatus.REFUSED) & ~Q(refusal="")) | (~Q(status=ProofStatus.REFUSED) & Q(refusal="")),
            ),
        ]
        indexes = [models.Index(name="schooling_proof_person", fields=["person_mark", "academic_year"])]

    def __str__(self) -> str:
        return f"{self.name} {self.school_name}"

    def get_absolute_url(self) -> str:
        return reverse("students:proof-detail", args=[self.pk])
