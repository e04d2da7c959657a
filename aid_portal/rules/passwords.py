"""What a password must be (GB/T 22239 identity controls; domain.md 12.2)."""

import re
import string

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LEAST_LENGTH = 8
LEAST_KINDS = 3
KINDS = (str.islower, str.isupper, str.isdigit)
# What remains of the passwords that are tried first, once digits, signs and look-alikes are taken away.
_TRIED_FIRST = """
    password passwd pass admin administrator root user test guest welcome login qwerty qwertyuiop qwer asdf asdfgh zxcv
    zxcvbn qaz qazwsx abc abcd abcde abcdef iloveyou woaini wodemima mima fufeng baoji shaanxi shanxi jiaoyu zizhu xuexiao
    student teacher school computer dragon monkey letmein superman changeme initial default secret
"""
TRIED_FIRST = frozenset(_TRIED_FIRST.split())
LOOK_ALIKE = str.maketrans("@0135$!7", "aoiessit")
REPEATED = re.compile(r"(.)\1{3}")
RUNS = ("0123456789", "9876543210", string.ascii_lowercase, "qwertyuiop", "asdfghjkl", "zxcvbnm")
RUN_LENGTH = 5


class PasswordFault(TextChoices):
    SHORT = "short", _("密码至少8位。")
    FEW_KINDS = "few_kinds", _("密码须包含大写字母、小写字母、数字、符号中的至少三种。")
    HOLDS_NAME = "holds_name", _("密码不能包含用户名。")
    COMMON = "common", _("密码过于常见或有规律（如连续、重复的字符），请换一个。")
    SAME = "same", _("新密码不能与原密码相同。")


def faults(password: str, *, username: str, old: str | None = None) -> list[PasswordFault]:
    """Everything that is wrong with it, so that the person need not guess twice."""
    found = []
    if len(password) < LEAST_LENGTH:
        found.append(PasswordFault.SHORT)
    if kinds(password) < LEAST_KINDS:
        found.append(PasswordFault.FEW_KINDS)
    if username and username.lower() in password.lower():
        found.append(PasswordFault.HOLDS_NAME)
    if is_common(password):
        found.append(PasswordFault.COMMON)
    if password == old:
        found.append(PasswordFault.SAME)
    return found


def kinds(password: str) -> int:
    """How many of: lower case, upper case, digits, everything else."""
    others = any(not any(kind(character) for kind in KINDS) for character in password)
    return sum(any(map(kind, password)) for kind in KINDS) + others


def is_common(password: str) -> bool:
    small = password.lower()
    stems = {re.sub(r"[^a-z]", "", text) for text in (small, small.strip(string.digits + "!@#$.").translate(LOOK_ALIKE))}
    return bool(REPEATED.search(password)) or bool(stems & TRIED_FIRST) or _has_run(small)


def _has_run(small: str) -> bool:
    pieces = (small[start : start + RUN_LENGTH] for start in range(len(small) - RUN_LENGTH + 1))
    return any(piece in run for piece in pieces for run in RUNS)
