"""A version of the policy is written by some, approved by another, and then only superseded."""

import pytest

from aid_portal.audit import seal_aad
from aid_portal.choices import Role
from aid_portal.crypto import unseal
from aid_portal.errors import IllegalMove, Refused, Stale
from aid_portal.models import AuditEvent, OrgUnit, User
from subsidies.actions import policies
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyVersion, Programme
from subsidies.rules import policy_edits as edits
from tests.factories.portal import a_person
from tests.factories.subsidies import the_policy

RATE = {"from": "2026S", "amount": "420.00", "source": "陕财办教〔2026〕1号"}
OLD_RATE = "PRE_LIVING|2011A||"


@pytest.fixture
def he(bureau: OrgUnit) -> User:
    """A second clerk."""
    return a_person("he", "何经办", Role.COUNTY_CLERK, bureau)


@pytest.fixture
def draft(chen: User) -> PolicyVersion:
    return policies.draft(based_on=the_policy(), note="调整标准", by=chen)


@pytest.fixture
def changed(draft: PolicyVersion, chen: User) -> PolicyVersion:
    return policies.add_part(policy=draft, part="rates", value=RATE, programme="PRE_LIVING", by=chen)


@pytest.fixture
def submitted(changed: PolicyVersion, chen: User) -> PolicyVersion:
    return policies.submit(policy=changed, by=chen)


def amount(policy: PolicyVersion) -> str:
    return edits.read(policy.document, "rates", OLD_RATE)["amount"]


def set_amount(policy: PolicyVersion, yuan: str, seen: int, by: User) -> PolicyVersion:
    value = {**edits.read(policy.document, "rates", OLD_RATE), "amount": yuan}
    return policies.change_part(policy=policy, part="rates", key=OLD_RATE, value=value, seen=seen, by=by)


def test_a_draft_is_a_copy_and_leaves_what_is_in_force_alone(draft: PolicyVersion, chen: User) -> None:
    before = the_policy().document
    set_amount(draft, "999.00", 0, chen)
    assert (draft.number, draft.status, draft.based_on) == (2, PolicyStatus.DRAFT, the_policy())
    assert the_policy().document == before


def test_there_is_one_draft_at_a_time_and_the_refusal_names_it(draft: PolicyVersion, he: User) -> None:
    with pytest.raises(Refused, match=r"政策第2版.*陈经办.*草稿"):
        policies.draft(based_on=the_policy(), note="再改", by=he)


def test_nothing_is_drafted_from_what_was_never_approved(draft: PolicyVersion, chen: User) -> None:
    policies.discard(policy=draft, by=chen)
    with pytest.raises(Refused, match="没有批准过"):
        policies.draft(based_on=PolicyVersion.objects.get(pk=draft.pk), note="x", by=chen)


def test_every_change_is_kept_told_and_recorded(changed: PolicyVersion, chen: User) -> None:
    last = changed.revisions.first()
    assert (last.number, last.made_by, changed.revision) == (1, chen, 1)
    assert "420.00" in last.summary
    event = AuditEvent.objects.get(event="subsidies.policy.changed")
    after = unseal(event.sealed, aad=seal_aad(event.seal_key))["after"]
    assert after["“学前生活补助”自2026年春季学期起的标准的每学期金额（元）"] == "420.00"


def test_saving_what_stands_there_already_changes_and_records_nothing(draft: PolicyVersion, chen: User) -> None:
    assert set_amount(draft, "375.00", 0, chen).revision == 0
    assert not AuditEvent.objects.filter(event="subsidies.policy.changed").exists()


def test_two_editors_the_second_is_told_what_the_first_changed(draft: PolicyVersion, chen: User, he: User) -> None:
    set_amount(draft, "400.00", 0, chen)
    with pytest.raises(Stale, match=r"陈经办已修改.*375.00 → 400.00"):
        set_amount(draft, "410.00", 0, he)
    draft.refresh_from_db()
    assert amount(draft) == "400.00"
    assert amount(set_amount(draft, "410.00", 1, he)) == "410.00"  # having seen it, he may


def test_two_editors_of_different_parts_do_not_stand_in_each_others_way(draft: PolicyVersion, chen: User, he: User) -> None:
    set_amount(draft, "400.00", 0, chen)
    policies.change_part(policy=draft, part="parameters", key="", value={"risk_removed": "never"}, seen=0, by=he)
    draft.refresh_from_db()
    assert (amount(draft), draft.document["risk_removed"]) == ("400.00", "never")


def test_what_was_changed_meanwhile_is_not_removed_unseen(draft: PolicyVersion, chen: User, he: User) -> None:
    set_amount(draft, "400.00", 0, chen)
    with pytest.raises(Stale):
        policies.remove_part(policy=draft, part="rates", key=OLD_RATE, seen=0, by=he)
    policies.remove_part(policy=draft, part="rates", key=OLD_RATE, seen=1, by=he)
    with pytest.raises(Stale, match="不在草稿里"):
        policies.remove_part(policy=draft, part="rates", key=OLD_RATE, seen=2, by=he)


def test_the_same_rate_is_not_added_twice(changed: PolicyVersion, chen: User) -> None:
    with pytest.raises(Refused, match="已经有这一项"):
        policies.add_part(policy=changed, part="rates", value=RATE, programme="PRE_LIVING", by=chen)


def test_a_deletion_is_undone_by_the_history(draft: PolicyVersion, chen: User) -> None:
    policies.remove_part(policy=draft, part="programmes", key="SH_FEE", seen=0, by=chen)
    restored = policies.restore(policy=draft, number=0, by=chen)
    assert restored.document == the_policy().document
    assert restored.revision == 2
    with pytest.raises(Refused, match="没有第9次修改"):
        policies.restore(policy=draft, number=9, by=chen)


def test_a_draft_with_problems_is_not_submitted(draft: PolicyVersion, chen: User) -> None:
    policies.remove_part(policy=draft, part="rates", key=OLD_RATE, seen=0, by=chen)
    with pytest.raises(Refused, match="没有发放标准"):
        policies.submit(policy=draft, by=chen)
    assert PolicyVersion.objects.get(pk=draft.pk).status == PolicyStatus.DRAFT


def test_a_draft_that_changes_nothing_is_not_submitted(draft: PolicyVersion, chen: User) -> None:
    with pytest.raises(Refused, match="与现行版本相同"):
        policies.submit(policy=draft, by=chen)


def test_what_waits_for_approval_is_not_changed_but_can_be_taken_back(submitted: PolicyVersion, chen: User) -> None:
    with pytest.raises(Refused, match="等待批准"):
        set_amount(submitted, "1.00", 1, chen)
    policies.withdraw(policy=submitted, by=chen)
    assert set_amount(submitted, "390.00", 1, chen).revision == 2


def test_the_drafter_does_not_approve_nor_does_who_changed_it(submitted: PolicyVersion, chen: User, he: User) -> None:
    with pytest.raises(Refused, match="另一位审批人"):
        policies.approve(policy=submitted, seen=1, by=chen)
    policies.withdraw(policy=submitted, by=chen)
    set_amount(submitted, "390.00", 1, he)
    policies.submit(policy=submitted, by=chen)
    with pytest.raises(Refused, match="另一位审批人"):
        policies.approve(policy=submitted, seen=2, by=he)


def test_approval_supersedes_the_version_in_force_in_one_go(submitted: PolicyVersion, lin: User) -> None:
    first = the_policy()
    policies.approve(policy=submitted, seen=1, by=lin)
    first.refresh_from_db()
    assert first.status == PolicyStatus.SUPERSEDED
    now = the_policy()
    assert (now.pk, now.approved_by, now.approved_at is not None) == (submitted.pk, lin, True)
    assert AuditEvent.objects.get(event="subsidies.policy.approved").actor == lin.name


def test_the_approver_approves_what_was_before_his_eyes(submitted: PolicyVersion, chen: User, lin: User) -> None:
    policies.withdraw(policy=submitted, by=chen)
    set_amount(submitted, "390.00", 1, chen)
    policies.submit(policy=submitted, by=chen)
    with pytest.raises(Stale, match="有修改"):
        policies.approve(policy=submitted, seen=1, by=lin)
    assert the_policy().number == 1


def test_an_approved_version_is_never_edited_only_superseded(submitted: PolicyVersion, chen: User, lin: User) -> None:
    policies.approve(policy=submitted, seen=1, by=lin)
    with pytest.raises(Refused, match="起草新版本"):
        set_amount(submitted, "1.00", 1, chen)
    for verb in (policies.withdraw, policies.discard, policies.submit):
        with pytest.raises(IllegalMove):
            verb(policy=submitted, by=chen)


def test_an_older_version_comes_back_as_a_new_one(submitted: PolicyVersion, chen: User, lin: User) -> None:
    first = the_policy()
    policies.approve(policy=submitted, seen=1, by=lin)
    third = policies.draft(based_on=PolicyVersion.objects.get(pk=first.pk), note="恢复", by=chen)
    policies.approve(policy=policies.submit(policy=third, by=chen), seen=0, by=lin)
    assert (the_policy().number, the_policy().document) == (3, first.document)


def test_a_new_programme_gets_its_lasting_row_on_approval_only(draft: PolicyVersion, chen: User, lin: User) -> None:
    value = {"code": "PRE_FREE", "label": "学前免保教费", "stages": ["kindergarten"], "needs": "any_tier"}
    policies.add_part(policy=draft, part="programmes", value=value, after="PRE_LIVING", by=chen)
    policies.add_part(policy=draft, part="rates", value=RATE, programme="PRE_FREE", by=chen)
    assert not Programme.objects.filter(code="PRE_FREE").exists()
    policies.approve(policy=policies.submit(policy=draft, by=chen), seen=2, by=lin)
    assert list(Programme.objects.values_list("code", flat=True))[:2] == ["PRE_LIVING", "PRE_FREE"]


def test_a_draft_sent_back_says_why_until_it_is_submitted_again(submitted: PolicyVersion, chen: User, lin: User) -> None:
    with pytest.raises(Refused, match="退回原因"):
        policies.send_back(policy=submitted, note=" ", by=lin)
    back = policies.send_back(policy=submitted, note="文号不对", by=lin)
    assert (back.status, back.return_note) == (PolicyStatus.DRAFT, "文号不对")
    assert policies.submit(policy=back, by=chen).return_note == ""
    policies.approve(policy=back, seen=1, by=lin)  # sending back is not writing
    assert the_policy().number == 2


def test_the_note_is_changed_on_the_draft(draft: PolicyVersion, chen: User) -> None:
    assert policies.annotate(policy=draft, note=" 按新文件 ", by=chen).note == "按新文件"
