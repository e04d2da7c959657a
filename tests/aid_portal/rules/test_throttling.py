import pytest

from aid_portal.rules.throttling import PER_ACCOUNT, PER_ADDRESS, household_of, minutes_left


@pytest.mark.parametrize(
    ("count", "now", "minutes"),
    [(5, 0, 0), (6, 0, 15), (6, 30, 15), (6, 60, 14), (6, 899, 1), (6, 900, 0), (700, 1, 15)],
)
def test_after_five_tries_the_account_waits_out_its_quarter_of_an_hour(count: int, now: float, minutes: int) -> None:
    assert minutes_left(count, 900, now, PER_ACCOUNT) == minutes


def test_an_address_has_thirty_tries() -> None:
    assert (minutes_left(30, 900, 0, PER_ADDRESS), minutes_left(31, 900, 0, PER_ADDRESS)) == (0, 15)


def test_addresses_of_one_ipv6_network_are_one_household() -> None:
    assert household_of("2409:8a70:1:2::5") == household_of("2409:8a70:1:2:ffff::9") != household_of("2409:8a70:1:3::5")
    assert (household_of("10.0.0.1"), household_of("")) == ("10.0.0.1", "")
