"""Which rows a batch would have, and what is wrong with them: one look, for the trial and for the batch itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from aid_portal import crypto
from aid_portal.identifiers import name_key
from aid_portal.sql import fetch, refresh_statistics
from students.models import TermSetting
from students.registry_numbers import opener
from subsidies.choices import Channel, Payee
from subsidies.models import Batch, StaffAccount
from subsidies.rules import account_checks
from subsidies.rules.account_checks import ERROR, AccountProblem

CARDS = (Channel.BANK_CARD, Channel.GUARDIAN_CARD)
READS = ("subsidies_entitlement", "subsidies_payment", "subsidies_adjustment", "subsidies_cardchange")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a batch is made of: a term and a channel, narrowed by programmes, schools and bank.

    `source` narrows it to what this fund source bears a part of; `parent` is for a re-issue.
    """

    term: TermSetting
    channel: str
    programmes: Sequence[int] | None = None
    schools: Sequence[int] | None = None
    bank: str = ""
    source: str = ""
    parent: Batch | None = None


class Candidate(NamedTuple):
    """A row of batch_candidates.sql, in the order of its columns."""

    entitlement: int
    adjustment: int | None
    reissue_of: int | None
    amount: Decimal
    central: int
    province: int
    city: int
    county: int
    donor: int
    student: int
    school: int
    programme: int
    policy: int
    tier: str
    rate: Decimal
    school_name: str
    school_code: str
    term: str
    registry_index: bytes
    sealed: bytes
    name: str
    name_key: str
    guardian_name: str
    guardian_key: str
    guardian_index: bytes | None
    card_payee: str | None
    card_holder: str | None
    card_index: bytes | None
    card_sealed: bytes | None
    card_student: int | None
    gone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with the payee, the account and the bank that the money would go to."""

    candidate: Candidate
    payee: str
    payee_name: str
    account: str
    account_index: bytes | None
    bank_name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class Trial:
    """`good` rows can be paid; `problems` by entitlement: errors keep a row out, notes are for a person to look at.

    `elsewhere` counts children whose money goes through the other card channel.
    """

    good: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)
    problems: dict[int, list[AccountProblem]] = field(default_factory=dict)
    elsewhere: int = 0

    @property
    def total(self) -> Decimal:
        return sum((row.candidate.amount for row in self.good), Decimal(0))


def trial(choice: Choice) -> Trial:
    """The rows of `choice` as they would be paid today; nothing is written."""
    refresh_statistics(*READS)
    again = choice.parent is not None
    found = [each for each in _candidates(choice) if not choice.source or getattr(each, choice.source) > 0]
    rows = [_row(candidate, choice.channel, opened, again) for candidate, opened in _opened(found)]
    wanted = [row for row in rows if not choice.bank or row.bank_name == choice.bank]
    ours = [row for row in wanted if row.payee]
    problems: dict[int, list[AccountProblem]] = {}
    for problem in _problems(ours, choice.channel):
        problems.setdefault(problem.key, []).append(problem)
    bad = {key for key, found in problems.items() if any(each.severity == ERROR for each in found)}
    good, left_out = [], []
    for place, row in enumerate(ours):
        (left_out if place in bad else good).append(row)
    by_entitlement = {ours[place].candidate.entitlement: found for place, found in problems.items()}
    return Trial(good, left_out, by_entitlement, elsewhere=len(wanted) - len(ours))


def _candidates(choice: Choice) -> list[Candidate]:
    params = {
        "term": choice.term.pk, "parent": choice.parent and choice.parent.pk, "cut_off": choice.term.cut_off_on,
        "today": timezone.localdate(), "waiver": choice.channel == Channel.SCHOOL_INCOME,
        "programmes": choice.programmes and list(choice.programmes), "schools": choice.schools and list(choice.schools),
    }  # fmt: skip
    return [Candidate(*values) for values in fetch("subsidies", "batch_candidates", params)]


def _opened(candidates: Sequence[Candidate]):
    """Each with what its roster row holds sealed."""
    roster = opener()
    for each in candidates:
        yield each, roster(each.school_code, each.term, bytes(each.registry_index), bytes(each.sealed))


def card_aad(student: int, account_index: bytes) -> str:
    return f"card|{student}|{bytes(account_index).hex()}"


def _row(each: Candidate, channel: str, held: dict, again: bool) -> Row:
    """An empty payee: this child's money goes through the other card channel. A re-issue goes to whosever card is now given."""
    if channel == Channel.SCHOOL_INCOME:
        return Row(each, Payee.SCHOOL, each.school_name, "", None, "", "")
    own_id = held.get("resident_id", "")
    if channel == Channel.MEAL_CARD:
        number = held["registry_number"]
        return Row(each, Payee.CHILD, each.name, number, crypto.blind_index("content", number), "", own_id)
    account, bank, holder = _account(each, held)
    guardian = bool(holder) and name_key(holder) == each.guardian_key and name_key(holder) != each.name_key
    if guardian != (channel == Channel.GUARDIAN_CARD) and not again:
        return Row(each, "", holder, account, None, bank, "")
    payee, number = (Payee.GUARDIAN, held.get("guardian_id", "")) if guardian else (Payee.CHILD, own_id)
    return Row(each, payee, holder, account, crypto.blind_index("content", account) if account else None, bank, number)


def _account(each: Candidate, held: dict) -> tuple[str, str, str]:
    """Account, bank and holder: an approved change stands above the roster."""
    if each.card_student is None:
        return held.get("bank_account", ""), held.get("bank_name", ""), held.get("account_holder", "")
    changed = crypto.unseal(each.card_sealed, card_aad(each.card_student, each.card_index))
    return changed["account"], changed["bank_name"], each.card_holder


def _problems(rows: Sequence[Row], channel: str) -> list[AccountProblem]:
    """`key` is the place of the row."""
    gone = [AccountProblem(place, row.candidate.gone, ERROR) for place, row in enumerate(rows) if row.candidate.gone]
    if channel == Channel.SCHOOL_INCOME:
        return gone
    staff = [bytes(index) for index in StaffAccount.objects.values_list("account_index", flat=True)]
    return [*gone, *account_checks.check_accounts([_asked(place, row, channel) for place, row in enumerate(rows)], staff)]


def _asked(place: int, row: Row, channel: str) -> account_checks.Payee:
    each = row.candidate
    return account_checks.Payee(
        key=place, student=each.student, channel=channel, student_name_key=each.name_key,
        guardian_name_key=each.guardian_key, guardian_index=bytes(each.guardian_index or b""), holder=row.payee_name,
        account=row.account, account_index=row.account_index or b"",
    )  # fmt: skip
