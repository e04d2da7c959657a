"""A household (户) as the rural list knows it: the rows of one release under one 户编号, told by any one of them."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.identifiers import mask_name
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH
from students.choices import RecordKind
from students.models import Enrolment, Record, Release, is_pupil


class HouseholdQuerySet(QuerySet):
    def visible_to(self, user) -> "HouseholdQuerySet":
        """The county sees all; below it, those whom the list places in one's towns and those with a child in one's schools."""
        if not user.has(Permission.HOUSEHOLD_VIEW):
            return self.none()
        lists = Release.objects.in_effect().filter(kind=RecordKind.RURAL)
        known = self.filter(release__in=lists.order_by().values("pk")).exclude(household_number="")
        if ROOT_PATH in user.unit_paths:
            return known
        pupils = Enrolment.objects.visible_to(user)
        return known.filter(in_towns_of(user) | Q(household_number__in=numbers_of(known.filter(is_pupil(pupils)))))


def in_towns_of(user) -> Q:
    """Of records: those whom the list places in a town of this reader."""
    return Q(town__in=OrgUnit.objects.visible_to(user).filter(kind=OrgKind.TOWN).order_by().values("name"))


def numbers_of(records: QuerySet[Record]) -> QuerySet:
    """The 户编号 of these rows, for a condition on others."""
    return records.order_by().values("household_number")


def is_among(field: str, found: QuerySet) -> Q:
    """`field` IN `found`, looked up in a hash: joined, the planner guesses a few households and walks the list for each.

    Nothing else comes in: a row without a 户编号 is no household.
    """
    return Q(**{f"{field}__in": found}) | Q(household_number="")


class Household(Record):
    """Any row stands for all of its 户编号; a list shows the first child's. `head`, `named` and numbers come with the list."""

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = _("监测户")

    def __str__(self) -> str:
        return self.household_number

    def get_absolute_url(self) -> str:
        return reverse("supervision:household-detail", args=[self.pk])

    @property
    def shown_head(self) -> str:
        """The head's name as far as the reader of the list may know it."""
        return self.head if self.named else mask_name(self.head)
