"""Opening the numbers of many enrolments at once, for lists and exports that show them masked or whole."""

from collections.abc import Callable

from aid_portal import crypto
from students.sealing import enrolment_aad


def opener() -> Callable[[str, str, bytes, bytes], dict]:
    """A function of (school code, term, 学籍号 index, envelope) that answers what is sealed."""
    unseal = crypto.unsealer()
    return lambda school, term, index, sealed: unseal(sealed, enrolment_aad(school, term, index))
