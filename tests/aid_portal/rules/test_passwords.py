import pytest

from aid_portal.rules.passwords import PasswordFault as Fault
from aid_portal.rules.passwords import faults


@pytest.mark.parametrize("password", ["Wheat-Field-42", "kT4m-Rw7x-h9Qp", "麦田Wheat7", "correct Horse 9"])
def test_eight_characters_of_three_kinds_are_enough(password: str) -> None:
    assert faults(password, username="chen") == []


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Wh-4fie", Fault.SHORT),
        ("wheatfield42", Fault.FEW_KINDS),
        ("WHEATFIELD-", Fault.FEW_KINDS),
        ("Chen-Field-42", Fault.HOLDS_NAME),
        ("Password123!", Fault.COMMON),
        ("P@ssw0rd2022", Fault.COMMON),
        ("Fufeng@2022", Fault.COMMON),
        ("Wheat12345!", Fault.COMMON),
        ("Wheat-qwert-4", Fault.COMMON),
        ("Wheat-aaaa-4", Fault.COMMON),
    ],
)
def test_what_is_tried_first_or_guessed_easily_is_refused(password: str, fault: Fault) -> None:
    assert fault in faults(password, username="chen")


def test_everything_wrong_is_said_at_once() -> None:
    assert set(faults("chen", username="chen")) == {Fault.SHORT, Fault.FEW_KINDS, Fault.HOLDS_NAME}


def test_the_old_password_is_no_new_one() -> None:
    assert faults("Wheat-Field-42", username="chen", old="Wheat-Field-42") == [Fault.SAME]
