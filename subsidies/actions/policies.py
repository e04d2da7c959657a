"""draft, add_part, change_part, remove_part, restore, annotate, submit, withdraw, send_back, approve, discard.

A version is written as a draft, every change kept; another person than those who wrote it puts it in force, which supersedes
the one before in the same transaction. The database holds the same (subsidies/models/policies.py).
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import User
from subsidies.choices import PolicyStatus
from subsidies.models import PolicyRevision, PolicyVersion, Programme
from subsidies.reports.policies import changed_since
from subsidies.rules import policy_edits as edits
from subsidies.rules.drafts import problems
from subsidies.rules.policy_differences import Difference, differences, sentence

Edit = Callable[[dict], dict]


@transaction.atomic
def draft(*, based_on: PolicyVersion, note: str, by: User) -> PolicyVersion:
    """A copy of the version in force or of an older one, to be changed; the county has one draft at a time."""
    PolicyVersion.objects.locked().in_force()  # two drafters wait for each other here
    if based_on.status not in (PolicyStatus.APPROVED, PolicyStatus.SUPERSEDED):
        raise Refused(_("“%(version)s”没有批准过，不能作为起草的基础。") % {"version": based_on})
    other = PolicyVersion.objects.being_made().select_related("drafted_by").first()
    if other:
        words = {"version": other, "person": other.drafted_by or "", "state": other.get_status_display()}
        raise Refused(_("“%(version)s”（%(person)s，%(state)s）还没有办结，请先办结再起草。") % words, ids=[other.pk])
    number = PolicyVersion.objects.aggregate(Max("number"))["number__max"] + 1
    policy = PolicyVersion.objects.create(
        number=number, document=based_on.document, note=note.strip(), based_on=based_on, drafted_by=by
    )
    _keep(policy, _("起草自%(version)s") % {"version": based_on}, by)
    audit.record("subsidies.policy.drafted", by=by, target=policy, note=f"{based_on}；{note}")
    return policy


@transaction.atomic
def add_part(*, policy: PolicyVersion, part: str, value: dict, programme: str = "", after: str = "", by: User) -> PolicyVersion:
    """A new tier, category, programme, or a rate or grades of `programme`; what is there already is refused."""
    return _rewrite(_draft(policy), lambda document: edits.add(document, part, value, programme, after), by)


@transaction.atomic
def change_part(
    *, policy: PolicyVersion, part: str, key: str, value: dict, after: str = "", seen: int, by: User
) -> PolicyVersion:
    """`seen` is the revision that the editor had before his eyes: what others did to this part since then is not overwritten."""
    policy = _draft(policy)
    _refuse_stale(policy, seen, part, key)
    return _rewrite(policy, lambda document: edits.replace(document, part, key, value, after), by)


@transaction.atomic
def remove_part(*, policy: PolicyVersion, part: str, key: str, seen: int, by: User) -> PolicyVersion:
    policy = _draft(policy)
    _refuse_stale(policy, seen, part, key)
    return _rewrite(policy, lambda document: edits.remove(document, part, key), by)


@transaction.atomic
def restore(*, policy: PolicyVersion, number: int, by: User) -> PolicyVersion:
    """The whole draft as it was after change `number`; itself a change that can be taken back."""
    policy = _draft(policy)
    revision = policy.revisions.filter(number=number).first()
    if revision is None:
        raise Refused(_("没有第%(number)s次修改，请刷新页面后再看。") % {"number": number})
    return _rewrite(policy, lambda _document: revision.document, by, event="restored")


@transaction.atomic
def annotate(*, policy: PolicyVersion, note: str, by: User) -> PolicyVersion:
    policy = _draft(policy)
    before, policy.note = policy.note, note.strip()
    policy.save(update_fields=["note"])
    audit.record("subsidies.policy.changed", by=by, target=policy, before={"note": before}, after={"note": policy.note})
    return policy


@transaction.atomic
def submit(*, policy: PolicyVersion, by: User) -> PolicyVersion:
    """For approval by another person; a draft with problems, or one that changes nothing, stays with its drafter."""
    policy = _locked(policy)
    policy.move_to(PolicyStatus.SUBMITTED)
    _refuse_unfit(policy)
    policy.return_note = ""
    policy.save(update_fields=["status", "return_note"])
    audit.record("subsidies.policy.submitted", by=by, target=policy, note=policy.note)
    return policy


@transaction.atomic
def withdraw(*, policy: PolicyVersion, by: User) -> PolicyVersion:
    """The writers take it back to change it, as long as nobody has approved it."""
    return _back_to_draft(policy, "withdrawn", "", by)


@transaction.atomic
def send_back(*, policy: PolicyVersion, note: str, by: User) -> PolicyVersion:
    """The approver's no, with the reason for the drafter to read."""
    refuse_empty(note, _("请写明退回原因。"))
    return _back_to_draft(policy, "returned", note.strip(), by)


@transaction.atomic
def approve(*, policy: PolicyVersion, seen: int, by: User) -> PolicyVersion:
    """In force from now on, the one before superseded; decisions change with the next check, not before."""
    policy = _locked(policy)
    _refuse_own(policy, by)
    if seen != policy.revision:
        raise Stale(_("“%(version)s”在您打开之后有修改，请重新查看变化后再批准。") % {"version": policy})
    policy.move_to(PolicyStatus.APPROVED)
    _refuse_unfit(policy)
    old = PolicyVersion.objects.locked().in_force()
    old.move_to(PolicyStatus.SUPERSEDED)
    old.save(update_fields=["status"])
    policy.approved_by, policy.approved_at = by, timezone.now()
    policy.save(update_fields=["status", "approved_by", "approved_at"])
    _name_programmes(policy.document)
    _record("approved", policy, differences(old.document, policy.document), by, note=policy.note)
    return policy


@transaction.atomic
def discard(*, policy: PolicyVersion, by: User) -> PolicyVersion:
    policy = _locked(policy)
    policy.move_to(PolicyStatus.DISCARDED)
    policy.save(update_fields=["status"])
    audit.record("subsidies.policy.discarded", by=by, target=policy, note=policy.note)
    return policy


def refuse_unless_draft(policy: PolicyVersion) -> None:
    """In words: an approved version is never edited, one that waits for approval must be taken back first."""
    if policy.status == PolicyStatus.SUBMITTED:
        raise Refused(_("“%(version)s”正在等待批准，请先撤回再修改。") % {"version": policy})
    if policy.status != PolicyStatus.DRAFT:
        words = {"version": policy, "state": policy.get_status_display()}
        raise Refused(_("“%(version)s”是“%(state)s”，不能修改；请以它为基础起草新版本。") % words)


def refuse_missing(*, policy: PolicyVersion, part: str, key: str = "", programme: str = "") -> None:
    """Before a form is drawn: the entry, or the programme that gets a new one, may have been taken out meanwhile."""
    named = ("programmes", programme) if programme else (part, key)
    if (key or programme or part in edits.DATED) and not edits.has(policy.document, *named):
        raise Stale(_("这一项已经不在草稿里，请回到草稿页面再看。"))


def _locked(policy: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.locked().get(pk=policy.pk)


def _draft(policy: PolicyVersion) -> PolicyVersion:
    policy = _locked(policy)
    refuse_unless_draft(policy)
    return policy


def _refuse_stale(policy: PolicyVersion, seen: int, part: str, key: str) -> None:
    told = changed_since(policy, seen, part, key)
    if told:
        raise Stale(told)


def _rewrite(policy: PolicyVersion, edit: Edit, by: User, event: str = "changed") -> PolicyVersion:
    """The locked draft with its new document, kept and recorded; nothing where the edit says what stands there already."""
    try:
        document = edit(policy.document)
    except edits.Taken as error:
        raise Refused(_("草稿里已经有这一项，请改用修改。"), code="taken") from error
    except edits.NoSuchPart as error:
        raise Stale(_("这一项已经不在草稿里，请刷新页面后再看。")) from error
    found = differences(policy.document, document)
    if found:
        policy.document, policy.revision = document, policy.revision + 1
        policy.save(update_fields=["document", "revision"])
        _keep(policy, sentence(found), by)
        _record(event, policy, found, by)
    return policy


def _keep(policy: PolicyVersion, summary: str, by: User) -> None:
    PolicyRevision.objects.create(policy=policy, number=policy.revision, document=policy.document, summary=summary, made_by=by)


def _back_to_draft(policy: PolicyVersion, event: str, note: str, by: User) -> PolicyVersion:
    policy = _locked(policy)
    policy.move_to(PolicyStatus.DRAFT)
    policy.return_note = note
    policy.save(update_fields=["status", "return_note"])
    audit.record(f"subsidies.policy.{event}", by=by, target=policy, note=note)
    return policy


def _refuse_own(policy: PolicyVersion, by: User) -> None:
    if policy.drafted_by_id in by.stands_for or policy.revisions.filter(made_by__in=by.stands_for).exists():
        raise Refused(_("您起草或修改过这一版本，请由另一位审批人批准。"), code="same_person")


def _refuse_unfit(policy: PolicyVersion) -> None:
    found = problems(policy.document)
    if found:
        raise Refused(_("还有%(count)s个问题：%(first)s") % {"count": len(found), "first": found[0]}, code="problems", ids=found)
    if not differences(PolicyVersion.objects.in_force().document, policy.document):
        raise Refused(_("内容与现行版本相同，不需要批准。"), code="no_difference")


def _name_programmes(document: dict) -> None:
    """New programmes get their lasting row, known ones their present name and place; none is ever taken away."""
    for position, each in enumerate(document["programmes"]):
        Programme.objects.update_or_create(code=each["code"], defaults={"label": each["label"], "position": position})


def _record(event: str, policy: PolicyVersion, found: list[Difference], by: User, note: str = "") -> None:
    names = [_("%(thing)s的%(field)s") % {"thing": each.thing, "field": each.field} for each in found]
    before = {name: each.old for name, each in zip(names, found, strict=True)}
    after = {name: each.new for name, each in zip(names, found, strict=True)}
    audit.record(f"subsidies.policy.{event}", by=by, target=policy, before=before, after=after, note=note)
