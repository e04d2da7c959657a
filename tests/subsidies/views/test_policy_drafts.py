from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.choices import Role
from aid_portal.models import OrgUnit, User
from subsidies.actions import policies
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits as edits
from tests.factories.portal import a_role
from tests.factories.subsidies import a_run, the_policy
from tests.subsidies.county import a_child
from tests.waits import waits

LogIn = Callable[[User], Client]
RATE = {"seen": "0", "from": "2026S", "stage": "", "tier": "", "amount": "４20.00", "source": "陕财办教〔2026〕1号"}
OLD_RATE = "PRE_LIVING|2011A||"
PAGES = ("note/", "add/tiers/", "add/rates/CE_DAY/", "add/shares/CE_DAY/", "change/rates/PRE_LIVING%7C2011A%7C%7C/")
VERBS = ("submit/", "withdraw/", "discard/", "restore/0/", "remove/rates/PRE_LIVING%7C2011A%7C%7C/")


@pytest.fixture
def draft(chen: User) -> PolicyVersion:
    return policies.draft(based_on=the_policy(), note="调整标准", by=chen)


@pytest.fixture
def submitted(draft: PolicyVersion, chen: User) -> PolicyVersion:
    rate = {"from": "2026S", "amount": "420.00", "source": "x"}
    return policies.submit(
        policy=policies.add_part(policy=draft, part="rates", value=rate, programme="PRE_LIVING", by=chen), by=chen
    )


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def now(draft: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.get(pk=draft.pk)


def test_only_who_drafts_writes_and_only_who_approves_approves(
    client: Client, log_in: LogIn, wang: User, lin: User, chen: User, draft: PolicyVersion
) -> None:
    at = draft.get_absolute_url()
    for path in PAGES + VERBS:
        assert client.post(at + path).status_code == 302
        assert log_in(wang).post(at + path).status_code == 403
        assert log_in(lin).post(at + path).status_code == 403
    for path in ("approve/", "send-back/"):
        assert log_in(chen).post(at + path, {"seen": "0", "note": "不行"}).status_code == 403
    assert now(draft).revision == 0


def test_the_verbs_are_posts(log_in: LogIn, chen: User, lin: User, draft: PolicyVersion) -> None:
    for path in VERBS:
        assert log_in(chen).get(draft.get_absolute_url() + path).status_code == 405
    for path in ("approve/", "send-back/"):
        assert log_in(lin).get(draft.get_absolute_url() + path).status_code == 405


def test_from_a_draft_to_a_version_in_force(log_in: LogIn, chen: User, lin: User) -> None:
    clerk = log_in(chen)
    page = clerk.post(f"{the_policy().get_absolute_url()}draft/", {"note": "按新文件"}, follow=True)
    assert "提交并批准之前不影响任何结果" in text(page)
    at = PolicyVersion.objects.get(number=2).get_absolute_url()
    assert "已新增" in text(clerk.post(f"{at}add/rates/PRE_LIVING/", RATE, follow=True))
    assert "待批准" in text(clerk.post(f"{at}submit/", follow=True))
    assert (waits(lin, "policy-approve"), waits(chen, "policy-approve")) == (1, 0)
    page = text(log_in(lin).get(at))
    assert 'name="seen" value="1"' in page
    assert "2处不同" in page
    assert "现在生效" in text(log_in(lin).post(f"{at}approve/", {"seen": "1"}, follow=True))
    assert the_policy().number == 2
    assert waits(lin, "policy-approve") == 0


def test_a_form_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(
    log_in: LogIn, chen: User, draft: PolicyVersion
) -> None:
    wrong = {**RATE, "from": "2011A", "amount": "12.345", "source": ""}
    page = text(log_in(chen).post(f"{draft.get_absolute_url()}add/rates/PRE_LIVING/", wrong))
    for words in ("已经有同样的一项", "小数", "请填写文号", 'value="12.345"'):
        assert words in page
    assert now(draft).revision == 0


def test_who_bears_the_money_is_added_changed_and_taken_out(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    client, at = log_in(chen), draft.get_absolute_url()
    share = {"seen": "0", "from": "2026S", "central": "８0%", "province": "10", "county": "", "source": "财教〔2026〕1号"}
    wrong = text(client.post(f"{at}add/shares/CE_DAY/", share))
    for words in ("四项合计应为100%，现在是90%", 'value="８0%"'):
        assert words in wrong
    page = text(client.post(f"{at}add/shares/CE_DAY/", {**share, "county": "10"}, follow=True))
    for words in ("中央80%、省级10%、县级10%", "2019年秋季学期 ~ 2025年秋季学期"):
        assert words in page
    change = f"{at}change/shares/CE_DAY%7C2026S/"
    assert 'value="80"' in text(client.get(change))
    client.post(change, {**share, "seen": "1", "central": "90"})
    assert "中央80%、省级10%、县级10% → 中央90%、省级10%" in text(client.get(f"{at}history/"))
    client.post(f"{at}remove/shares/CE_DAY%7C2026S/", {"seen": "2"})
    assert now(draft).document == the_policy().document


def test_the_second_editor_keeps_his_words_and_sees_what_the_first_did(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    client, path = log_in(chen), f"{draft.get_absolute_url()}change/rates/PRE_LIVING%7C2011A%7C%7C/"
    form = {"seen": "0", "from": "2011A", "amount": "400", "source": "甲"}
    client.post(path, form)
    page = text(client.post(path, {**form, "amount": "410"}))
    for words in ("陈经办已修改", "375.00 → 400.00", 'value="410"', 'name="seen" value="1"'):
        assert words in page
    assert edits.read(now(draft).document, "rates", OLD_RATE)["amount"] == "400.00"
    client.post(path, {**form, "amount": "410", "seen": "1"})
    assert edits.read(now(draft).document, "rates", OLD_RATE)["amount"] == "410.00"


@pytest.mark.parametrize("path", ["add/money/", "change/money/x/", "add/rates/"])
def test_what_was_never_a_part_has_no_page(path: str, log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    assert log_in(chen).get(draft.get_absolute_url() + path).status_code in {404, 409}


def test_a_part_that_is_gone_is_refused_in_words(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    answer = log_in(chen).get(f"{draft.get_absolute_url()}change/rates/PRE_LIVING%7C2012A%7C%7C/")
    assert answer.status_code == 409
    assert "不在草稿里" in answer.content.decode()


def test_an_approved_version_has_no_form(log_in: LogIn, chen: User) -> None:
    at = the_policy().get_absolute_url()
    answer = log_in(chen).get(f"{at}change/rates/PRE_LIVING%7C2011A%7C%7C/")
    assert answer.status_code == 409
    assert "起草新版本" in answer.content.decode()
    assert "修改项目" not in text(log_in(chen).get(at))


def test_a_removed_programme_comes_back_from_the_history(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    client, at = log_in(chen), draft.get_absolute_url()
    client.post(f"{at}remove/programmes/SH_FEE/", {"seen": "0"})
    assert "普通高中免学杂费" not in [each["label"] for each in now(draft).document["programmes"]]
    assert "恢复到这时的内容" in text(client.get(f"{at}history/"))
    client.post(f"{at}restore/0/")
    assert now(draft).document == the_policy().document


@pytest.mark.parametrize("path", ["remove/tiers/severe/", "remove/parameters/risk_removed/", "remove/money/x/"])
def test_what_the_law_needs_cannot_be_removed(path: str, log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    assert log_in(chen).post(draft.get_absolute_url() + path, {"seen": "0"}).status_code == 404


def test_problems_stand_on_the_page_and_keep_the_draft_back(log_in: LogIn, chen: User, draft: PolicyVersion) -> None:
    client, at = log_in(chen), draft.get_absolute_url()
    client.post(f"{at}remove/rates/PRE_LIVING%7C2011A%7C%7C/", {"seen": "0"})
    page = text(client.get(at))
    assert "没有发放标准" in page
    assert f"{at}submit/" not in page
    assert "改正问题后才能看到学期标准" in text(client.get(f"{at}term/"))
    assert "没有发放标准" in text(client.post(f"{at}submit/", follow=True, headers={"Referer": f"http://testserver{at}"}))
    assert now(draft).status == PolicyStatus.DRAFT


def test_the_approver_sends_back_with_a_reason(log_in: LogIn, chen: User, lin: User, submitted: PolicyVersion) -> None:
    client, at = log_in(lin), submitted.get_absolute_url()
    assert "请写明退回原因" in text(client.post(f"{at}send-back/", {"note": ""}, follow=True))
    client.post(f"{at}send-back/", {"note": "文号不对"})
    assert "文号不对" in text(log_in(chen).get(at))


def test_withdrawing_and_discarding(log_in: LogIn, chen: User, submitted: PolicyVersion) -> None:
    client, at = log_in(chen), submitted.get_absolute_url()
    assert "已撤回" in text(client.post(f"{at}withdraw/", follow=True))
    assert "内容保留备查" in text(client.post(f"{at}discard/", follow=True))
    assert now(submitted).status == PolicyStatus.DISCARDED


def test_who_wrote_it_is_told_that_another_approves(log_in: LogIn, chen: User, bureau: OrgUnit, submitted: PolicyVersion) -> None:
    a_role(chen, Role.COUNTY_APPROVER, bureau)
    client, at = log_in(chen), submitted.get_absolute_url()
    page = text(client.get(at))
    assert "须由另一位审批人批准" in page
    assert f"{at}approve/" not in page
    refused = client.post(f"{at}approve/", {"seen": "1"}, follow=True, headers={"Referer": f"http://testserver{at}"})
    assert "请由另一位审批人批准" in text(refused)
    assert the_policy().number == 1


def test_a_draft_can_be_tried_before_it_is_approved(
    log_in: LogIn, chen: User, lin: User, school: OrgUnit, submitted: PolicyVersion
) -> None:
    a_child(school)
    client, at = log_in(chen), submitted.get_absolute_url()
    start = f"/subsidies/runs/start/?policy={submitted.pk}"
    assert start in text(client.get(at))
    assert f'value="{submitted.pk}" selected' in text(client.get(f"{start}&term=2022A"))
    assert start not in text(log_in(lin).get(at))
    run = a_run(policy=submitted, dry=True)
    assert run.get_absolute_url() in text(log_in(lin).get(at))


def test_while_one_version_is_being_made_the_page_leads_there_instead_of_to_a_second(
    log_in: LogIn, chen: User, wang: User
) -> None:
    client, at, words = log_in(chen), the_policy().get_absolute_url(), "正在办理"
    assert f"{at}draft/" in text(client.get("/subsidies/policies/"))
    assert words not in text(client.get(at))
    draft = policies.draft(based_on=the_policy(), note="调整标准", by=chen)
    assert f"{at}draft/" not in text(client.get("/subsidies/policies/")) + text(client.get(at))
    assert draft.get_absolute_url() in text(client.get(at))
    assert words not in text(log_in(wang).get(at))
