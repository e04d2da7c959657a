"""Twenty clicks at once are one deed with one answer; another deed under the same key is refused (R8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from aid_portal.errors import Refused
from aid_portal.idempotency import idempotent, new_key
from aid_portal.models import AuditEvent, IdempotentAnswer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@idempotent
def pay(request, status=302):
    AuditEvent.objects.create(event="paid", actor=request.user.username)
    if status == 302:
        return HttpResponseRedirect(f"/paid/{AuditEvent.objects.filter(event='paid').count()}/")
    return HttpResponse("not so", status=status)


@idempotent
def refuse(request):
    AuditEvent.objects.create(event="paid", actor="refused")
    raise Refused("余额不足。")


def post(user, key, view=pay, url="/pay/", header=False, status=302, **data):
    request = RequestFactory().post(url, data if header else {"idempotency_key": key, **data})
    if header:
        request.META["HTTP_IDEMPOTENCY_KEY"] = key
    request.user = user or AnonymousUser()
    return view(request) if view is refuse else view(request, status=status)


def paid():
    return AuditEvent.objects.filter(event="paid").count()


def test_twenty_clicks_at_once_are_one_deed_with_one_answer(wang):
    key = new_key()

    def click(_number):
        try:
            return post(wang, key, amount="625")["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(click, range(20)))
    assert paid() == 1
    assert set(answers) == {"/paid/1/"}


def test_control_without_a_key_every_click_counts(wang):
    for _number in range(3):
        post(wang, "", amount="625")
    assert paid() == 3


def test_the_header_of_the_api_is_a_key_too(wang):
    key = new_key()
    assert post(wang, key, header=True)["Location"] == post(wang, key, header=True)["Location"]
    assert paid() == 1


@pytest.mark.parametrize("other", [{"amount": "750"}, {"url": "/pay/other/", "amount": "625"}])
def test_the_same_key_for_another_deed_is_refused(wang, other):
    key = new_key()
    post(wang, key, amount="625")
    with pytest.raises(Refused, match="已经提交过") as refusal:
        post(wang, key, **other)
    assert refusal.value.code == "key_reused"
    assert paid() == 1


def test_the_body_of_the_api_is_the_question(wang):
    def send(amount):
        request = RequestFactory().post("/pay/", {"amount": amount}, "application/json", headers={"Idempotency-Key": "k"})
        request.user = wang
        return pay(request)["Location"]

    assert send(625) == send(625)
    with pytest.raises(Refused, match="已经提交过"):
        send(750)


def test_the_keys_of_two_people_are_two_keys(wang, zhao):
    key = new_key()
    post(wang, key)
    post(zhao, key)
    assert paid() == 2


def test_a_refusal_leaves_the_key_free(wang):
    key = new_key()
    with pytest.raises(Refused, match="余额不足"):
        post(wang, key, view=refuse, url="/pay/")
    assert paid() == 0
    post(wang, key)
    assert paid() == 1


def test_an_answer_that_says_no_leaves_nothing_behind(wang):
    key = new_key()
    assert post(wang, key, status=422).status_code == 422
    assert (paid(), IdempotentAnswer.objects.count()) == (0, 0)


def test_the_kept_answer_cannot_be_read_in_the_database(wang):
    post(wang, new_key(), status=200)
    assert b"not so" not in bytes(IdempotentAnswer.objects.get().sealed)
