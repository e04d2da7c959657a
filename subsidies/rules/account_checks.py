"""What is wrong or doubtful about the accounts of a batch before its file leaves (domain.md 5.2, 5.6 A8 and A9)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from aid_portal.identifiers import name_key
from students.rules.roster_doubts import has_luhn_digit
from subsidies.choices import Channel

ERROR, NOTE = "error", "note"
# In a bank's account money reaches a person of that name; a meal card has no name, a school's account has many children.
IN_A_NAME = frozenset({Channel.BANK_CARD, Channel.GUARDIAN_CARD})
ONE_CHILDS = IN_A_NAME | {Channel.MEAL_CARD}

SENTENCES = {
    "payee_missing": gettext_lazy("没有填写户名。请学校补填收款人户名。"),
    "account_missing": gettext_lazy("没有填写账号。请学校补填收款账号。"),
    "bad_account": gettext_lazy("账号不是8至32位数字。请学校对照银行卡或存折核对。"),
    "card_check_digit": gettext_lazy("银行卡号的校验位不符，多半有一位抄错。请学校对照银行卡核对。"),
    "holder_differs": gettext_lazy("户名既不是学生本人，也不是登记的监护人。请改用本人或监护人的账户，或先补登监护人。"),
    "shared_siblings": gettext_lazy("同一账户收多名学生的款，这些学生登记的是同一监护人。请确认是兄弟姐妹。"),
    "shared_account": gettext_lazy("同一账户收多名学生的款，而登记的监护人不同或没有登记。请逐人改用本人或监护人的账户。"),
    "staff_account": gettext_lazy("这是教职工或工作人员的账户，不得代收。请改用学生本人或监护人的账户。"),
    # Found where the rows of a batch are looked up: whether the child is still there is not a question about its account.
    "deceased": gettext_lazy("学生已经去世，不再发放。已经发放的，请按政策办理追回。"),
    "left": gettext_lazy("学生在基准日已不在校（转出、休学或毕业），不再发放。请学校核对学籍状态。"),
}

_ACCOUNT = re.compile(r"[0-9]{8,32}", re.ASCII).fullmatch
_CARD = re.compile(r"62[0-9]{14,17}", re.ASCII).fullmatch


@dataclass(frozen=True, slots=True)
class Payee:
    """One payment as it would be sent. An index is the blind index of what it stands for, empty where that is not known."""

    key: int
    student: int
    channel: str
    student_name_key: str
    guardian_name_key: str
    guardian_index: bytes
    holder: str
    account: str
    account_index: bytes


class AccountProblem(NamedTuple):
    """`key` is that of the payment; an error keeps it out of the file, a note is for a person to look at."""

    key: int
    code: str
    severity: str


def check_accounts(payees: Sequence[Payee], staff_accounts: Collection[bytes] = ()) -> list[AccountProblem]:
    """In the order of the payments; `staff_accounts` are blind indexes of accounts that belong to staff."""
    shared = dict(_shared(payees))
    staff = frozenset(staff_accounts)
    return [
        AccountProblem(payee.key, code, NOTE if code == "shared_siblings" else ERROR)
        for payee in payees
        for code in _codes(payee, shared.get(payee.account_index, ""), staff)
    ]


def _codes(payee: Payee, shared: str, staff: Collection[bytes]) -> Iterator[str]:
    holder = name_key(payee.holder)
    if not holder:
        yield "payee_missing"
    elif payee.channel in IN_A_NAME and holder not in (payee.student_name_key, payee.guardian_name_key):
        yield "holder_differs"
    if not payee.account:
        yield "account_missing"
        return
    if payee.channel in IN_A_NAME:
        yield from _number_codes(payee.account)
    if payee.account_index in staff:
        yield "staff_account"
    elif shared:
        yield shared


def _number_codes(account: str) -> Iterator[str]:
    """A passbook follows its own bank's rules; only a card has a check digit to look at."""
    if not _ACCOUNT(account):
        yield "bad_account"
    elif _CARD(account) and not has_luhn_digit(account):
        yield "card_check_digit"


def _shared(payees: Iterable[Payee]) -> Iterator[tuple[bytes, str]]:
    """Accounts that several children share, and what that is called; two payments to one child are no sharing."""
    holders: dict[bytes, dict[int, bytes]] = {}
    for payee in payees:
        if payee.channel in ONE_CHILDS and payee.account:
            holders.setdefault(payee.account_index, {})[payee.student] = payee.guardian_index
    for account, guardians in holders.items():
        if len(guardians) > 1:
            siblings = len(set(guardians.values())) == 1 and all(guardians.values())
            yield account, "shared_siblings" if siblings else "shared_account"
