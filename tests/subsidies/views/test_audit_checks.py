"""The auditors' bench: who sees what, what a hit shows, who may explain it, and what a question without data says."""

import pytest

from subsidies.models import AuditExplanation, AuditRun
from subsidies.rules.audit_questions import CHECKS
from tests.factories.audit_hits import a_hit, an_audit_run
from tests.factories.students import a_student, an_enrolment
from tests.factories.subsidies_money import a_payment, the_money
from tests.waits import waits

pytestmark = pytest.mark.django_db
BENCH, A7 = "/subsidies/audit-checks/", "/subsidies/audit-checks/A7/"


def page_of(client, address=BENCH):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def hit(school):
    return a_hit(enrolment=an_enrolment(school=school, student=a_student(name="王小明"), name="王小明"))


def test_strangers_and_schools_have_no_bench(client, log_in, wang, hit):
    addresses = (BENCH, A7, "/subsidies/audit-checks/runs/", f"{BENCH}runs/{hit.first_run_id}/", f"{BENCH}hits/{hit.pk}/")
    for address in addresses:
        assert client.get(address).status_code == 302
        assert log_in(wang).get(address).status_code == 403


def test_the_bench_asks_every_question_and_counts_what_stands(log_in, sun, hit, school):
    gone = an_audit_run()
    a_hit(school=school, gone_in=gone)
    page = page_of(log_in(sun))
    for check in CHECKS.values():
        assert str(check.question) in page
    assert f'<a href="{A7}"><strong>1</strong></a>' in page


def test_before_the_first_run_there_is_no_zero(log_in, sun):
    assert '<td class="num">0</td>' not in page_of(log_in(sun))
    an_audit_run()
    assert '<td class="num">0</td>' in page_of(log_in(sun))


def test_a_question_of_which_a_part_lacks_its_data_says_so(log_in, sun):
    an_audit_run()
    assert "发放册的签名在纸上，须查原件。" in page_of(log_in(sun), f"{BENCH}A13/")


def test_a_question_that_nobody_asks_is_404(log_in, sun):
    assert log_in(sun).get(f"{BENCH}A99/").status_code == 404


@pytest.mark.usefixtures("hit")
@pytest.mark.parametrize(
    "query", ["", "?town=610324100", "?school=城关第一", "?name=小明", "?state=all", "?term=2022A", "?sort=about"]
)
def test_hits_are_found_by_school_town_name_and_state(query, log_in, sun):
    page = page_of(log_in(sun), f"{A7}{query}")
    assert "王小明" in page
    assert "资格结果已失效且无新结果" in page


@pytest.mark.usefixtures("hit")
@pytest.mark.parametrize("query", ["?school=城关第二", "?name=张", "?state=explained", "?state=gone", "?term=2022S"])
def test_and_not_by_others(query, log_in, sun):
    assert "王小明" not in page_of(log_in(sun), f"{A7}{query}")


def test_a_hit_of_another_question_does_not_stand_here(log_in, sun, hit):
    hit.code = "A11"
    hit.save(update_fields=["code"])
    assert "王小明" not in page_of(log_in(sun), A7)


def test_money_of_no_term_and_no_school_is_on_the_list(log_in, sun):
    facts = {"problem": "left_at_year_end", "programme": "CE_DAY", "year": 2022, "source": "county", "got": "100.00"}
    a_hit(code="A14", student=None, school=None, term=None, facts=facts)
    page = page_of(log_in(sun), f"{BENCH}A14/")
    assert "全县资金" in page
    assert "年末结余" in page
    assert "县级" in page


def test_a_town_s_auditor_sees_its_own_schools_alone(log_in, hit, school, zhao_school):
    from aid_portal.choices import Role
    from tests.factories.portal import a_person

    a_hit(enrolment=an_enrolment(school=zhao_school, student=a_student(name="赵邻居")))
    own = log_in(a_person("zhen", "镇审计", Role.AUDITOR, school))
    page = page_of(own, A7)
    assert "王小明" in page
    assert "赵邻居" not in page
    other = a_hit(enrolment=an_enrolment(school=zhao_school))
    assert own.get(f"{BENCH}hits/{other.pk}/").status_code == 404


def test_a_hit_shows_its_facts_and_the_payments_behind_it(log_in, sun):
    the_money()
    payment = a_payment()
    found = a_hit(
        code="A8", student=None, school=payment.school, payment=None, enrolment=payment.entitlement.enrolment,
        facts={"problem": "strangers", "children": 1, "times": 1, "payments": [payment.pk], "schools": [payment.school.code]},
    )  # fmt: skip
    page = page_of(log_in(sun), f"{BENCH}hits/{found.pk}/")
    assert "不同监护人的学生共用" in page
    assert f"/subsidies/entitlements/{payment.entitlement_id}/" in page
    assert payment.batch.number in page
    assert 'name="text"' not in page  # the auditor looks


def test_the_county_explains_and_the_auditor_reads_it(log_in, chen, sun, hit):
    address = f"{BENCH}hits/{hit.pk}/"
    answer = log_in(chen).post(f"{address}explain/", {"text": "学校已补交证明。", "seen": hit.facts_hash}, follow=True)
    assert "已说明。" in answer.content.decode()
    page = page_of(log_in(sun), address)
    assert "学校已补交证明。" in page
    assert "陈经办" in page
    assert "王小明" not in page_of(log_in(sun), A7)
    assert "王小明" in page_of(log_in(sun), f"{A7}?state=explained")


def test_an_explanation_needs_words_and_the_permission(log_in, chen, sun, hit):
    address = f"{BENCH}hits/{hit.pk}/explain/"
    assert "必填" in log_in(chen).post(address, {"text": "", "seen": hit.facts_hash}).content.decode()
    assert log_in(sun).post(address, {"text": "没问题", "seen": hit.facts_hash}).status_code == 403
    assert log_in(chen).get(address).status_code == 405
    assert not AuditExplanation.objects.exists()


def test_an_explanation_of_facts_that_have_changed_is_refused_on_the_page(log_in, chen, hit):
    address = f"{BENCH}hits/{hit.pk}/"
    answer = log_in(chen).post(f"{address}explain/", {"text": "已核实", "seen": "1" * 64}, HTTP_REFERER=address, follow=True)
    assert "事实已变化" in answer.content.decode()


def test_a_hit_that_is_gone_is_not_explained_any_more(log_in, chen, hit):
    hit.gone_in = an_audit_run()
    hit.save(update_fields=["gone_in"])
    page = page_of(log_in(chen), f"{BENCH}hits/{hit.pk}/")
    assert "提交说明" not in page
    assert "不再发现，自动消除" in page


def test_a_run_is_asked_for_and_shown_with_what_each_question_found(log_in, sun, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = log_in(sun).post(f"{BENCH}start/")["Location"]
    page = page_of(log_in(sun), address)
    assert "A17 台账与银行财务不一致" in page
    run = AuditRun.objects.get()
    assert (run.status, run.requested_by) == ("done", sun)
    assert "孙审计" in page_of(log_in(sun), f"{BENCH}runs/")
    assert "查看审计核查" in page_of(log_in(sun), f"/jobs/{run.job_id}/")


def test_a_second_click_finds_the_run_that_is_running(log_in, sun, chen):
    an_audit_run(status="running", finished_at=None, requested_by=chen, counts={})
    assert "正在核查" in page_of(log_in(sun))
    assert "这是正在进行的那一次" in log_in(sun).post(f"{BENCH}start/", follow=True).content.decode()


def test_lists_cost_the_same_for_one_and_for_thirty(log_in, sun, school, django_assert_max_num_queries):
    client = log_in(sun)
    a_hit(school=school)
    client.get(A7)
    for _each in range(30):
        a_hit(school=school)
        an_audit_run()
    with django_assert_max_num_queries(13):
        client.get(A7)
    with django_assert_max_num_queries(10):
        client.get(f"{BENCH}runs/")
    with django_assert_max_num_queries(9):
        client.get(BENCH)


def test_what_waits_is_counted_in_the_menu_of_those_who_explain(chen, sun, hit):

    assert (waits(chen, "hit-explain"), waits(sun, "hit-explain")) == (1, 0)
