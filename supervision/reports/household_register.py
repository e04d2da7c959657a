"""The households of a term that have a child, with what is counted of their children; the same for page, export and API."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from aid_portal.models import User
from aid_portal.querysets import ROOT_PATH
from students.choices import EnrolmentStatus, ProofStatus, RecordKind
from students.models import Enrolment, Record, Release, SchoolingProof, TermSetting, is_proven, is_pupil
from students.rules.whereabouts import school_ages
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import Entitlement
from supervision.models import Household
from supervision.models.households import in_towns_of, is_among, numbers_of
from supervision.rules.households import HEAD

OLDEST_PUPIL = 30  # nobody older is looked for among the pupils


def rural_list_of(term: TermSetting) -> Release | None:
    """The one that counts on the cut-off day, as for the check."""
    return Release.objects.newest_on(term.cut_off_on).get(RecordKind.RURAL)


@dataclass(frozen=True)
class Register:
    """`user` None is the console, which sees all."""

    term: TermSetting
    user: User | None

    @cached_property
    def release(self) -> Release | None:
        return rural_list_of(self.term)

    @property
    def members(self) -> QuerySet[Record]:
        return Record.objects.filter(release=self.release).exclude(household_number="")

    @property
    def children(self) -> QuerySet[Record]:
        """Those of 3 to 17 by the day that decides school age, and whoever older is a pupil of the county in the term."""
        return self.members.filter(self._is_child)

    @property
    def _is_child(self) -> Q:
        ages, everybody = school_ages(self.term.pk), Enrolment.objects.for_term(self.term.pk)
        oldest = ages.day.replace(year=ages.day.year - OLDEST_PUPIL)
        older = Q(birth_date=None) | Q(birth_date__gt=oldest, birth_date__lte=ages.eighteen)
        return Q(birth_date__gt=ages.eighteen, birth_date__lte=ages.three) | (older & is_pupil(everybody))

    @property
    def seats(self) -> QuerySet[Enrolment]:
        """Of the reader's schools in the term, also of those who stay away or have left since."""
        everybody = Enrolment.objects.visible_to(self.user) if self.user else Enrolment.objects.all()
        return everybody.for_term(self.term.pk)

    @property
    def pupils(self) -> QuerySet[Enrolment]:
        """Those in class."""
        return self.seats.filter(status=EnrolmentStatus.ENROLLED)

    @property
    def unaided(self) -> QuerySet[Enrolment]:
        """Pupils whom no list of state aid of the term names."""
        due = Entitlement.objects.standing().filter(term=self.term.pk, programme__kind=ProgrammeKind.STATE)
        return self.pupils.filter(~Exists(due.filter(student=OuterRef("student"))))

    @property
    def in_reach(self) -> Q:
        """Of records: those that the reader is told of by name, being of his towns; everybody for the county."""
        whole = self.user is None or ROOT_PATH in self.user.unit_paths
        return Q() if whole else in_towns_of(self.user)

    def elsewhere(self, status: str = ProofStatus.VERIFIED) -> Q:
        """Of records: those schooled outside the county; a school knows only of the proofs that it handed in."""
        proofs = SchoolingProof.objects.filter(academic_year=str(self.term.term.academic_year), status=status)
        if not self.in_reach:
            return is_proven(proofs)
        return (self.in_reach & is_proven(proofs)) | is_proven(proofs.filter(pk__in=SchoolingProof.objects.visible_to(self.user)))

    def rows(self, households: QuerySet[Household]) -> QuerySet[Household]:
        """Of the households that one may see those of the term, one row each."""
        firsts = self.children.order_by("household_number", "row").distinct("household_number").values("pk")
        found = households.filter(is_among("pk", firsts), release=self.release)
        if self.in_reach:
            own = numbers_of(self.members.filter(is_pupil(self.seats)))
            found = found.filter(self.in_reach | Q(household_number__in=own))
        return found.annotate(
            head=self._head,
            named=self._named,
            child_count=self._count(Q()),
            pupil_count=self._count(is_pupil(self.pupils)),
            elsewhere_count=self._count(self.elsewhere()),
            unaided_count=self._count(is_pupil(self.unaided)),
        )

    @property
    def _named(self) -> Case | Value:
        return Case(When(self.in_reach, then=True), default=False, output_field=BooleanField()) if self.in_reach else Value(True)

    @property
    def _head(self) -> Coalesce:
        heads = self.members.filter(household_number=OuterRef("household_number"), relation=HEAD).order_by("row")
        return Coalesce(Subquery(heads.values("name")[:1]), Value(""), output_field=CharField())

    def _count(self, condition: Q) -> Coalesce:
        of_one = self.children.filter(condition, household_number=OuterRef("household_number")).order_by()
        counted = of_one.values("household_number").annotate(number=Count("person_mark", distinct=True)).values("number")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    def with_at_least(self, number: int) -> Q:
        """Of households: those that have so many children."""
        counted = self.children.order_by().values("household_number").annotate(number=Count("person_mark", distinct=True))
        return is_among("household_number", counted.filter(number__gte=number).values("household_number"))

    def with_a_child(self, condition: Q) -> Q:
        """Of households: those that have such a child."""
        return is_among("household_number", numbers_of(self.children.filter(condition)))
