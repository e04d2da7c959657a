"""`manage.py seed_demo`: a small county through the portal's own verbs, with something on everybody's desk."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Sum

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.demo.donations import PLANS, Plan, Way
from aid_portal.demo.scale import SCALES
from aid_portal.demo.seeding import paying
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.management.commands import seed_demo
from aid_portal.models import OrgUnit, RoleAssignment, User
from students.choices import PairStatus, ReleaseStatus, UploadStatus
from students.models import Enrolment, MatchPair, Release, RosterUpload, SchoolingProof
from subsidies.choices import (
    AccountKind,
    BatchStatus,
    ListStatus,
    PaperStatus,
    PaymentStatus,
    PolicyStatus,
    RecoveryStatus,
    RunStatus,
)
from subsidies.donation_choices import ProgrammeKind
from subsidies.models import (
    Adjustment,
    Batch,
    CardChange,
    Decision,
    DonationReceipt,
    EligibilityRun,
    Entitlement,
    EntitlementList,
    FundingDocument,
    HandOver,
    LedgerAccount,
    MealUpload,
    Payment,
    PolicyVersion,
    Recovery,
    SchoolAidUse,
    SchoolAidYear,
    Whereabouts,
)
from subsidies.reports.school_aid import with_money
from subsidies.rules.school_aid import STAGE_OF_TYPE
from supervision.models import (
    DropoutCase,
    DropoutClosing,
    DropoutReturn,
    DropoutVisit,
    InspectorDuty,
    OutreachActivity,
    SelfCheck,
    YearAccount,
)
from supervision.reports.dropout_numbers import OfTheCheck, of_the_check
from supervision.reports.dropout_returns import reporting_schools
from tests.demo.test_paid_year import YEAR
from tests.waits import waits

TERMS = ["2022S", "2022A"]


def seed(*arguments: str) -> str:
    printed = StringIO()
    call_command("seed_demo", "--size", "small", *arguments, stdout=printed)
    return printed.getvalue()


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_each_step_is_told_with_its_outcome(county: str) -> None:
    steps = [line for line in county.splitlines() if "·" in line]
    assert len(steps) == 48
    assert all(line.endswith("秒）") for line in steps)


def test_schools_have_problems_of_their_own_and_a_table_of_meals_to_accept(county: str) -> None:
    assert set(SelfCheck.objects.values_list("status", flat=True)) == {"open", "replied", "closed"}
    assert InspectorDuty.objects.standing().count() == 3
    upload = MealUpload.objects.get()
    assert (upload.status, upload.mistakes, bool(upload.rows)) == ("checked", [], True)


def test_a_draft_of_the_policy_waits_for_the_approver(county: str) -> None:
    waiting = PolicyVersion.objects.get(status=PolicyStatus.SUBMITTED)
    assert (waiting.drafted_by.username, waits(User.objects.get(username="lin"), "policy-approve")) == ("chen", 1)


def test_there_is_an_account_for_every_role_and_the_screen_names_it(county: str) -> None:
    held = set(RoleAssignment.objects.filter(status=AssignmentStatus.GRANTED).values_list("role", flat=True))
    assert held == set(Role.values)
    told = list(seed_demo.account_lines())
    assert len(told) == len(Role.values) + 1
    for name in (line.split()[0] for line in told[:-1]):
        assert User.objects.get(username=name).check_password("Yanshi-2022")


def test_both_terms_have_children_and_were_checked_twice(county: str) -> None:
    for term in TERMS:
        assert 1_400 < Enrolment.objects.filter(term=term).count() < 1_600
        assert EligibilityRun.objects.filter(term=term, status=RunStatus.DONE).count() == 2
        assert Decision.objects.live().for_term(term).count() > 400
        assert Whereabouts.objects.filter(term=term).exists()


def test_a_school_finds_a_checked_roster_with_its_new_boarders(county: str) -> None:
    waiting = RosterUpload.objects.exclude(status=UploadStatus.ACCEPTED).get()
    assert (waiting.status, waiting.uploaded_by.username) == (UploadStatus.CHECKED, "wang")
    assert (waiting.changed, waiting.new) == (6, 0)


def test_a_list_that_lost_a_fifth_of_its_rows_is_held(county: str) -> None:
    held = Release.objects.get(status=ReleaseStatus.HELD)
    assert held.rows < 0.9 * held.previous.rows
    assert "减少超过10%" in held.refusal


def test_questions_of_both_terms_are_open_and_some_are_answered(county: str) -> None:
    for term in TERMS:
        states = set(MatchPair.objects.filter(term=term).values_list("status", flat=True))
        assert PairStatus.OPEN in states
        assert len(states) > 1


def test_a_role_waits_for_the_security_administrator(county: str) -> None:
    asked = RoleAssignment.objects.get(status=AssignmentStatus.PROPOSED)
    assert (asked.user.username, asked.role) == ("zhou", Role.SCHOOL_OFFICER)
    assert asked.acting_for.user.username == "wang"


def test_both_terms_are_paid_and_the_ledger_says_the_same(county: str) -> None:
    for term in TERMS:
        paid = Payment.objects.filter(batch__term=term, status=PaymentStatus.PAID)
        assert paid.values("entitlement").distinct().count() > 400
    booked = LedgerAccount.objects.filter(kind=AccountKind.PAID).aggregate(sum=Sum("balance"))["sum"]
    back = Recovery.objects.filter(status=RecoveryStatus.RECEIVED).aggregate(sum=Sum("amount"))["sum"]
    all_paid = Payment.objects.filter(status=PaymentStatus.PAID).aggregate(sum=Sum("amount"))["sum"]
    assert Decimal(booked) / 100 == all_paid - back == all_paid - Decimal("100.00")


def test_what_came_back_was_put_right_and_sent_again_in_a_child_batch(county: str) -> None:
    children = Batch.objects.filter(parent__isnull=False)
    assert children.exists()
    assert set(children.values_list("status", flat=True)) == {BatchStatus.CLOSED}
    assert not Payment.objects.not_made_good().filter(batch__in=children.values("parent")).exists()


def test_every_hand_finds_something_to_do(county: str) -> None:
    assert set(EntitlementList.objects.values_list("status", flat=True)) > {ListStatus.DRAFT, ListStatus.REVIEWED}
    assert Batch.objects.filter(status=BatchStatus.REVIEWED).exists()
    assert Payment.objects.not_made_good().filter(school__code=WANG_SCHOOL).count() == 2
    assert CardChange.objects.filter(status=PaperStatus.PROPOSED).count() == 1
    assert Adjustment.objects.filter(status=PaperStatus.PROPOSED).count() == 1
    assert Recovery.objects.open().count() == 1
    assert FundingDocument.objects.filter(status=PaperStatus.PROPOSED).count() == 1
    assert Entitlement.objects.exclude(held_until=None).count() == 2


def test_whoever_graduated_is_paid_on_documents_in_the_term_after(county: str) -> None:
    students = Entitlement.objects.filter(programme__code="HE_ENTRY").select_related("enrolment")
    assert {(each.term_id, each.enrolment.term_id, each.decision_id) for each in students} == {("2022A", "2022S", None)}


def test_a_payment_that_was_interrupted_goes_on_from_what_is_there(county: str) -> None:
    before = rows(), list(EntitlementList.objects.order_by("pk").values_list("status", flat=True))
    for term in TERMS:
        paying.pay(term, SCALES["small"], Telling(OutputWrapper(StringIO())))
    assert (rows(), list(EntitlementList.objects.order_by("pk").values_list("status", flat=True))) == before


def test_the_schools_have_stated_their_school_aid_and_one_has_set_aside_too_little(county: str) -> None:
    years = with_money(SchoolAidYear.objects.filter(year=2022), date(2023, 1, 1))
    assert years.count() == OrgUnit.objects.schools().filter(school_type__in=list(STAGE_OF_TYPE)).count()
    assert years.filter(state="below_minimum").count() == 1
    assert SchoolAidUse.objects.filter(status=PaperStatus.PROPOSED, student__isnull=False).exists()


def test_seven_programmes_gave_what_the_bureau_told_apart_from_the_aid_of_the_state(county: str, tmp_path: Path) -> None:
    """The seven rows of the year, whatever the size of the county; what the donors give out themselves is by name."""
    call_command("export", "donations", year="2022", to=tmp_path / "gifts.csv", stdout=StringIO())
    with (tmp_path / "gifts.csv").open(encoding="utf-8-sig") as file:
        given = {row["programme"]: (row["kind"], Decimal(row["amount"])) for row in csv.DictReader(file)}
    assert given == {plan.label: (gift_kind(plan), sum(each.worth for each in plan.gifts)) for plan in PLANS}
    assert sum(amount for _kind, amount in given.values()) == Decimal("419000.00")
    assert sum(amount for kind, amount in given.values() if kind == "cash") == Decimal("299000.00")
    waiting = HandOver.objects.get(status=PaperStatus.PROPOSED)
    assert waiting.gift.quantity - waiting.gift.handed_quantity == waiting.awards.get().quantity


def test_the_yearly_account_says_what_the_rows_come_to_counted_in_another_way(county: str, tmp_path: Path) -> None:
    """By plain SQL; whatever the size of the county: 12 teams, 8 towns, 15 direct units, 15 notices, 6 food checks (source)."""
    call_command("export", "year", year="2022", to=tmp_path / "year.csv", stdout=StringIO())
    with (tmp_path / "year.csv").open(encoding="utf-8") as file:
        told = {line["figure"]: Decimal(line["value"]) for line in csv.DictReader(file)}
    with connection.cursor() as cursor:
        cursor.execute(YEAR)
        times, amount = cursor.fetchone()
    assert (told["aid_times"], told["aid_amount"] * 10_000) == (times, amount)
    assert sum(told[f"aid_{stage}"] for stage in ("kindergarten", "primary", "junior", "senior", "vocational", "higher")) == times
    assert [told[name] for name in ("teams", "towns", "direct_units", "notices", "food_checks")] == [12, 8, 15, 15, 6]
    assert (told["visits"], told["copies"], told["meal_standard"]) == (600, 7_500, 5)
    assert {name: told[f"gift:{name}"] for name in (plan.label for plan in PLANS)} == {
        plan.label: sum(each.worth for each in plan.gifts) for plan in PLANS
    }
    assert YearAccount.objects.get().year == 2022


def gift_kind(plan: Plan) -> str:
    return "in_kind" if plan.way == Way.GOODS else "cash"


def test_a_gift_that_goes_through_the_bank_is_borne_by_its_donors_alone(county: str) -> None:
    paid = Payment.objects.filter(programme__kind=ProgrammeKind.SOCIAL)
    assert {payment.status for payment in paid} == {PaymentStatus.PAID}
    assert all(payment.fen_donor == payment.amount * 100 for payment in paid)
    assert not Payment.objects.filter(programme__kind=ProgrammeKind.STATE, fen_donor__gt=0).exists()
    assert {receipt.gift.direct for receipt in DonationReceipt.objects.all()} == {False}


def test_the_year_of_outreach_is_the_one_that_is_told(county: str) -> None:
    told = OutreachActivity.objects.aggregate(visits=Sum("visits"), copies=Sum("copies"))
    assert told == {"visits": 600, "copies": 7_500}


def test_every_suspected_child_has_its_case_and_work_on_some_is_under_way(county: str) -> None:
    """The dropout numbers equal the whereabouts of the check."""
    numbers = of_the_check("2022A", DropoutCase.objects.all(), Whereabouts.objects.all())
    assert numbers.people == numbers.accounted == 4
    assert numbers == OfTheCheck(suspects=4, repeated=0, suspected=2, dropouts=1, back=1, struck_off=0)
    assert {"suspected", "dropout", "struck_off"} <= set(DropoutCase.objects.values_list("status", flat=True))
    assert {"check", "absence"} <= set(DropoutCase.objects.values_list("source", flat=True))
    assert DropoutVisit.objects.count() > 0
    assert DropoutClosing.objects.waiting().exists()
    october, november = (DropoutReturn.objects.filter(kind="month", first_day=date(2022, month, 1)).count() for month in (10, 11))
    assert october == november == reporting_schools().count() == 6


def test_some_listed_children_are_schooled_elsewhere_by_a_proof_and_some_proofs_wait(county: str) -> None:
    for term, year in (("2022S", "2021-2022"), ("2022A", "2022-2023")):
        proofs = SchoolingProof.objects.filter(academic_year=year)
        assert Whereabouts.objects.filter(term=term, code="ELSEWHERE").count() == proofs.filter(status="verified").count() > 0
        assert proofs.filter(aid_there="").exists()


def test_run_again_it_changes_nothing(county: str) -> None:
    before = rows()
    assert "没有变化" in seed()
    assert rows() == before


@pytest.mark.django_db
def test_it_keeps_out_of_a_database_with_other_data() -> None:
    OrgUnit.objects.create(code="610324", name="真实的县", kind="bureau")
    with pytest.raises(CommandError, match="已有别的数据"):
        seed()


@pytest.mark.django_db
def test_without_tables_it_says_what_to_run_first() -> None:
    MigrationRecorder(connection).flush()
    with pytest.raises(CommandError, match="请运行 python manage"):
        seed()


@pytest.mark.django_db
def test_production_has_no_made_up_county(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="生产环境不能建立"):
        seed()
