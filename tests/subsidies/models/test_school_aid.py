"""What the database promises of school aid, whoever writes and by whatever road."""

from decimal import Decimal

import pytest
from django.utils import timezone

from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.rules.school_aid import set_aside
from tests.factories import school_aid as make
from tests.factories.students import a_student
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def copy_of(row, **facts: object):
    """Another row that says the same but for these facts."""
    own = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.generated}
    del own["id"]
    return lambda: type(row).objects.create(**{**own, **facts})


def test_a_rate_passes_two_persons_and_has_bounds_and_a_document() -> None:
    rate = make.a_proposed_rate()
    decided = {"status": PaperStatus.APPROVED, "decided_at": NOW}
    is_kept("schoolaidrate_approver_is_not_maker", changed(rate, **decided, decided_by=rate.made_by))
    is_kept("schoolaidrate_decided_iff_stamped", changed(rate, status=PaperStatus.REFUSED))
    is_kept("schoolaidrate_goes_from_low_to_high", changed(rate, high=Decimal(2)))
    is_kept("schoolaidrate_goes_from_low_to_high", changed(rate, low=0))
    is_kept("schoolaidrate_has_a_document_or_waits", changed(rate, source=""))
    is_kept("schoolaidrate_one_waits_per_stage_and_year", copy_of(rate))
    one = make.a_rate(first_year=2020)
    is_kept("schoolaidrate_one_in_force_per_stage_and_year", copy_of(one))
    assert SchoolAidRate.objects.count() == 2


def test_a_school_states_a_year_once_as_a_share_of_an_income() -> None:
    year = make.a_year()
    is_kept("schoolaidyear_once_per_school", copy_of(year))
    is_kept("schoolaidyear_is_a_share_of_an_income", changed(year, income=-1))
    is_kept("schoolaidyear_is_a_share_of_an_income", changed(year, percent=101))


@pytest.mark.parametrize(("income", "percent"), [("0.50", "3"), ("12345.67", "3.5"), ("98765.43", "4.99"), ("0.16", "3")])
def test_the_database_rounds_the_share_as_the_rule_does(income: str, percent: str) -> None:
    year = make.a_year(income=income, percent=percent)
    assert year.due == set_aside(Decimal(income), Decimal(percent))


def test_a_use_is_confirmed_and_reversed_by_another_than_who_recorded_it() -> None:
    use = make.a_use(make.a_year())
    decided = {"status": PaperStatus.APPROVED, "decided_at": NOW}
    is_kept("schoolaiduse_approver_is_not_maker", changed(use, **decided, decided_by=use.made_by))
    is_kept("schoolaiduse_decided_iff_stamped", changed(use, status=PaperStatus.REFUSED))
    stamp = {"reversed_at": NOW, "reversed_by": a_hand("guo"), "reversal": "重复登记"}
    is_kept("schoolaiduse_reversed_by_another_with_a_reason", changed(use, **stamp))
    confirmed = make.a_confirmed_use(use.year)
    for wrong in ({"reversal": ""}, {"reversed_by": confirmed.made_by}, {"reversed_by": None}):
        is_kept("schoolaiduse_reversed_by_another_with_a_reason", changed(confirmed, **{**stamp, **wrong}))
    assert changed(confirmed, **stamp)() == 1


def test_a_use_gives_money_to_somebody_and_a_child_is_one_person_time() -> None:
    use = make.a_use(make.a_year())
    is_kept("schoolaiduse_gives_money_to_somebody", copy_of(use, amount=0))
    is_kept("schoolaiduse_gives_money_to_somebody", copy_of(use, people=0))
    is_kept("schoolaiduse_a_child_is_one_person_time", copy_of(use, student_id=a_student().pk, people=2))


def test_what_is_recorded_is_said_once_and_never_deleted() -> None:
    year = make.a_year()
    use, confirmed = make.a_use(year), make.a_confirmed_use(year)
    refused("school_aid_use_is_never_deleted", SchoolAidUse.objects.filter(pk=use.pk).delete)
    for facts in ({"amount": 1}, {"purpose": "别的"}, {"voucher": "记字9"}, {"people": 3}):
        refused("school_aid_use_is_said_once", changed(use, **facts))
    refused("school_aid_use_is_said_once", changed(confirmed, status=PaperStatus.PROPOSED, decided_by=None, decided_at=None))
    changed(confirmed, reversed_at=NOW, reversed_by=a_hand("guo"), reversal="重复登记")()
    refused("school_aid_use_is_said_once", changed(confirmed, reversed_at=None, reversed_by=None, reversal=""))
    assert changed(use, student=a_student())() == 1


def test_a_school_never_gives_more_than_it_has_set_aside_so_far() -> None:
    first = make.a_year(year=2021)
    second = make.a_year(first.school)
    use = make.a_use(second, "6000")
    refused("school_aid_is_never_overdrawn", copy_of(use, amount=Decimal("0.01")))
    refused("school_aid_is_never_overdrawn", copy_of(use, year_id=first.pk, amount=Decimal("0.01")))
    refused("school_aid_is_never_overdrawn", changed(first, income=99_999))
    assert changed(first, income=100_001)() == 1


def test_what_a_later_year_sets_aside_pays_for_no_earlier_one() -> None:
    first = make.a_year(year=2021)
    use = make.a_use(first, "3000")
    make.a_year(first.school)
    refused("school_aid_is_never_overdrawn", copy_of(use, amount=1))
    assert SchoolAidYear.objects.count() == 2
