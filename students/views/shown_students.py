"""A child's page: what it shows to whom. A school sees its own rows and what became of the lists, never the lists."""

from django.db.models import Q
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.permissions import Permission
from students.choices import MergeStatus
from students.models import MatchPair, RosterUpload, StudentMerge
from students.panels import panels_for
from students.reports.child_facts import HOW, determinations_of, facts_of
from students.reports.children import history_of, siblings_of
from students.rules.grades import age_on
from students.sealing import secrets_of
from students.sheets import enrolment_words, record_words
from students.sheets.enrolment_words import SECRETS

HEAD = ("resident_id", "registry_number")
CONTACT = ("phone", "address", "guardian_id", "bank_account")


def student_page(user, student, enrolments, shown, today):
    """`shown` is the row the head is taken from: of the term looked at, else the newest; a file without rows has none."""
    page = {
        "student": student,
        "shown": shown,
        "panels": panels_for(student, user),
        "merges": _merges(student, user),
        "may_reveal": user.has(Permission.REVEAL),
    }
    return {**page, **_rows(user, student, enrolments, shown, today)} if shown else page


def _rows(user, student, enrolments, shown, today):
    in_term = [each for each in enrolments if each.term_id == shown.term_id]
    facts, sees_lists = facts_of(in_term, shown.term), user.has(Permission.RECORD_VIEW)
    pairs = MatchPair.objects.visible_to(user).open().filter(student=student).for_list()
    return {
        "facts": _facts(shown, today),
        "numbers": numbers(shown, HEAD),
        "contact": numbers(shown, CONTACT),
        "contact_facts": _contact(shown),
        "enrolments": _enrolments(user, enrolments),
        "sees_lists": sees_lists,
        "records": [_record(fact) for fact in facts] if sees_lists else [],
        "categories": [] if sees_lists else _categories(facts),
        "determinations": [_determination(each, user) for each in determinations_of(enrolments)],
        "history": [_changed(change) for change in history_of(enrolments)],
        "siblings": [_sibling(each) for each in siblings_of(in_term, facts, shown.term, user)],
        "pairs": [{"pair": pair, "url": rows("students:match-detail", pair.pk)} for pair in pairs],
    }


def _merges(student, user):
    """Files that may be or are of the same child, for those who join them."""
    if not user.has(Permission.STUDENT_MERGE):
        return []
    told = StudentMerge.objects.visible_to(user).filter(Q(kept=student) | Q(merged=student)).for_list()
    return list(told.filter(status__in=[MergeStatus.PROPOSED, MergeStatus.MERGED]).order_by("pk"))


def numbers(enrolment, fields):
    """(label, masked, field) of what the row holds."""
    held = secrets_of(enrolment)
    return [(SECRETS[field][0], SECRETS[field][1](held[field]), field) for field in fields if held.get(field)]


def _facts(shown, today):
    born = shown.birth_date
    age = _("%(age)d岁") % {"age": age_on(today, born)} if born else ""
    return [
        (_("性别"), shown.sex),
        (_("出生日期"), " ".join(filter(None, (figures.day(born), age))) if born else ""),
        (_("学校"), shown.school, shown.school.get_absolute_url()),
        (_("年级、班级"), enrolment_words.place(shown)),
        (_("就读方式"), enrolment_words.boarding(shown.boarding)),
        (_("户口性质"), shown.get_hukou_display() if shown.hukou else ""),
    ]


def _contact(shown):
    held = secrets_of(shown)
    return [
        (_("监护人"), shown.guardian_name),
        (_("开户行"), held.get("bank_name", "")),
        (_("账户户名"), held.get("account_holder", "")),
    ]


def _enrolments(user, enrolments):
    """With the file each row came from; who may not see the file reads its name."""
    files = RosterUpload.objects.visible_to(user).filter(pk__in={each.upload_id for each in enrolments})
    seen = set(files.values_list("pk", flat=True))
    return [
        {
            "row": each,
            "place": enrolment_words.place(each),
            "boarding": enrolment_words.boarding(each.boarding),
            "url": rows("students:roster-detail", each.upload_id) if each.upload_id in seen else "",
        }
        for each in enrolments
    ]


def _record(fact):
    record = fact.record
    return {
        "words": fact.words,
        "how": HOW[fact.how],
        "detail": record.detail,
        "release": record.release,
        "record": record,
        "state": _state(fact),
        "validity": record_words.validity(record) or (record_words.risk(record) if fact.has_risk else ""),
    }


def _state(fact):
    """(word of the look, label)"""
    if not fact.holds:
        return "inactive", _("不在有效期")
    return ("warning", _("风险已消除")) if fact.risk_removed else ("valid", _("有效"))


def _categories(facts):
    """For a school: what holds, once, without where it is written."""
    found = {fact.words: _state(fact) for fact in reversed(facts) if fact.holds}
    return [{"words": words, "state": state} for words, state in reversed(found.items())]


def _determination(determination, user):
    return {
        "row": determination,
        "tier": record_words.TIERS.get(determination.tier, determination.tier),
        "place": _("认定结果第%(row)d行") % {"row": determination.row} if determination.row else _("认定申请"),
        "url": determination.source.get_absolute_url() if user.has(determination.seen_with) else "",
    }


def _changed(change):
    upload = change.upload
    words = {"file": upload, "term": change.enrolment.term.term.label, "school": change.enrolment.school}
    return {
        "at": upload.accepted_at,
        "who": str(upload.accepted_by or _("控制台")),
        "what": _("%(term)s %(school)s：接收花名册“%(file)s”") % words,
        "differences": change.differences,
    }


def _sibling(sibling):
    why = [_("同一户编号")] if sibling.same_household else []
    return {
        "row": sibling.enrolment,
        "place": enrolment_words.place(sibling.enrolment),
        "why": "、".join([*why, _("同一监护人")] if sibling.same_guardian else why),
    }
