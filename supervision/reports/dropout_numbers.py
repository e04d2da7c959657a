"""The numbers of dropout control beside those of the newest check: what it calls suspected is what the cases account for."""

from dataclasses import dataclass

from django.db.models import Count, Q

from students.models import Record
from subsidies.choices import Place, RunStatus
from subsidies.models import EligibilityRun, Whereabouts
from supervision.dropout_choices import CaseStatus
from supervision.models.dropouts import DropoutCaseQuerySet


def newest_check() -> EligibilityRun | None:
    """The last finished check of the newest term that was ever checked: what it says is what is known."""
    done = EligibilityRun.objects.filter(dry=False, status=RunStatus.DONE).select_related("term")
    return done.order_by("term__position", "pk").last()


@dataclass(frozen=True, slots=True)
class OfTheCheck:
    """`suspects` rows of the whereabouts that say SUSPECT; `repeated` of them speak of a person told by another row."""

    suspects: int
    repeated: int
    suspected: int
    dropouts: int
    back: int
    struck_off: int

    @property
    def people(self) -> int:
        return self.suspects - self.repeated

    @property
    def accounted(self) -> int:
        return self.suspected + self.dropouts + self.ended

    @property
    def ended(self) -> int:
        return self.back + self.struck_off


def of_the_check(term: str, cases: DropoutCaseQuerySet, whereabouts) -> OfTheCheck:
    """The same persons told twice: by the check one by one, and by their cases."""
    rows = whereabouts.filter(term=term, code=Place.SUSPECT)
    found = cases.of_the_check().aggregate(
        suspected=Count("pk", filter=Q(status=CaseStatus.SUSPECTED)),
        dropouts=Count("pk", filter=Q(status=CaseStatus.DROPOUT)),
        back=Count("pk", filter=Q(status=CaseStatus.BACK)),
        struck_off=Count("pk", filter=Q(status=CaseStatus.STRUCK_OFF)),
    )
    suspects = rows.count()
    found_elsewhere = Record.objects.filter(whereabouts__in=Whereabouts.objects.filter(term=term).exclude(code=Place.SUSPECT))
    marks = rows.exclude(record__person_mark__in=found_elsewhere.values("person_mark")).values("record__person_mark")
    return OfTheCheck(suspects, suspects - marks.distinct().count(), **found)
