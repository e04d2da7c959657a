import pytest
from django.core.cache import cache

from aid_portal import throttle
from aid_portal.errors import Refused
from aid_portal.rules.throttling import HASHES_AT_ONCE, Limit


def test_only_a_few_hashes_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "QUEUE_SECONDS", 0.1)
    places = [throttle.hashing() for _ in range(HASHES_AT_ONCE)]
    for place in places:
        place.__enter__()
    with pytest.raises(Refused, match="稍等片刻"), throttle.hashing():
        pass
    places[0].__exit__(None, None, None)
    with throttle.hashing():
        pass


def test_a_place_is_given_back_when_hashing_fails() -> None:
    for _ in range(HASHES_AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), throttle.hashing():
            _ = 1 / 0


def test_a_user_name_is_not_readable_in_the_cache() -> None:
    throttle.admit("610324201403150014", "10.0.0.1")
    keys = cache._cache.get_client().keys("*")
    assert keys
    assert not any(b"610324201403150014" in key for key in keys)


def test_a_door_without_a_login_closes_for_who_knocks_too_often_and_for_nobody_else() -> None:
    twice = Limit(tries=2, seconds=600)
    for _time in range(2):
        throttle.knock("letters", "10.0.0.1", twice)
    with pytest.raises(throttle.TooMany, match="10分钟后再试"):
        throttle.knock("letters", "10.0.0.1", twice)
    throttle.knock("letters", "10.0.0.2", twice)
    throttle.knock("parcels", "10.0.0.1", twice)


def test_who_knocks_rightly_has_not_knocked() -> None:
    for _time in range(5):
        throttle.knock("letters", "10.0.0.1", Limit(tries=1, seconds=600))
        throttle.knocked_rightly("letters", "10.0.0.1")
    throttle.knocked_rightly("nobody", "knocked")
