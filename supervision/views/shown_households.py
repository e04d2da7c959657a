"""What the page of a household shows, in words and no further than the reader's sight."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.identifiers import mask_id
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.choices import EnrolmentStatus
from students.models import Record
from students.sealing import open_record, secrets_of
from students.sheets import enrolment_words, record_words
from supervision.models import Household
from supervision.reports.household_aid import HouseholdAid, aid_of
from supervision.reports.household_care import Proven, care_of, proofs_of
from supervision.reports.household_history import Move, Stage, history_of
from supervision.reports.household_members import House, Member
from supervision.reports.warning_words import warning_words
from supervision.rules.households import Sight, sees_adults, sees_head, sees_history
from supervision.views.household_care import care_story


def household_page(household: Household, house: House, user: User) -> dict[str, Any]:
    aid, care = aid_of(house.students, user), care_of(house, user)
    words, proofs = warning_words() if care.warnings else None, proofs_of(house, user)
    whole = house.sight == Sight.COUNTY
    return {
        "household": household,
        "house": house,
        "facts": _facts(house, user),
        "children": [{**_child(each, house, aid), **_elsewhere(each, house, user, proofs)} for each in house.children],
        "adults": [_adult(each) for each in house.adults] if sees_adults(house.sight) else [],
        "adult_count": len(house.adults),
        "proofs": [{"row": each, "name": _name_of(each, house)} for each in proofs],
        "aid": aid,
        "whole_county": whole,
        "only_own": house.sight == Sight.SCHOOL,
        "history": [_stage(each, house.sight) for each in history_of(house.number)] if sees_history(house.sight) else [],
        "as_of_url": rows("supervision:as-of-household", household.pk) if user.has(Permission.RECORD_VIEW) else "",
        "warnings": [{"row": each, "sentence": words.sentence(each)} for each in care.warnings],
        "cases": care.cases,
        "story": care_story(care),
        "activities": care.activities,
    }


def _name_of(proven: Proven, house: House) -> str:
    """Whoever may open the proof reads it there."""
    if proven.open_to_reader:
        return proven.proof.name
    return next(each.shown_name for each in house.members if each.record is proven.record)


def said_of(house: House) -> list[Record]:
    """The rows whose categories the reader may be told: a school those of its own pupils."""
    return [each.record for each in house.members if each.record and (each.own or house.sight >= Sight.TOWN)]


def _facts(house: House, user: User) -> list[tuple]:
    release, told = house.release, said_of(house)
    categories = sorted({code for each in told for code in each.categories})
    where = next((each for each in house.records), None)
    lists = user.has(Permission.RECORD_VIEW) and release
    return [
        (_("户主"), house.shown_head),
        (_("住址"), "" if where is None else record_words.place(where) if sees_head(house.sight) else where.town),
        (_("名单上的人数"), _("%(all)d人，其中孩子%(children)d人") % _sizes(house)),
        (_("类别"), "、".join(str(record_words.CATEGORIES.get(code, code)) for code in categories)),
        (_("风险"), _risk(Stage(release, told, ()))),
        (_("依据名单"), str(release or ""), *([release.get_absolute_url()] if lists else [])),
    ]


def _sizes(house: House) -> dict[str, int]:
    return {"all": len(house.records), "children": sum(1 for each in house.children if each.record)}


def _risk(stage: Stage) -> str:
    """Only monitored households have one."""
    if not stage.monitored:
        return ""
    return _("已消除") if stage.risk_removed else _("未消除")


def _child(member: Member, house: House, aid: HouseholdAid) -> dict[str, Any]:
    """A child of other schools is a masked name and a stage to a school, no more."""
    seat, record = member.enrolment, member.record
    return {
        "name": member.shown_name,
        "url": reverse("students:student-detail", args=[member.student_id]) if member.own else "",
        "relation": record.relation if record else _("同一监护人，名单上没有"),
        "birth_date": (record or seat).birth_date if member.named else None,
        "number": _masked_id(member) if member.named else "",
        "school": (str(seat.school) if member.named else _("县内其他学校")) if seat else "",
        "place": _place(seat, member.named) if seat else "",
        "seat": seat if seat and seat.status != EnrolmentStatus.ENROLLED and member.named else None,
        "whereabouts": member.whereabouts if member.named else None,
        **_aid_in_term(member, house, aid),
    }  # fmt: skip


def _elsewhere(member: Member, house: House, user: User, proofs: list[Proven]) -> dict[str, Any]:
    """Of a child whom the county's schools do not have: the proof, or where one is handed in."""
    if member.enrolment or member.record is None:
        return {"proof": None, "prove_url": ""}
    proof = next((each.proof for each in proofs if each.record is member.record), None)
    asked = house.sight == Sight.COUNTY and user.has(Permission.PROOF_SUBMIT) and proof is None
    return {"proof": proof, "prove_url": rows("students:proof-submit", record=member.record.pk) if asked else ""}


def _place(seat, named: bool) -> str:
    return enrolment_words.place(seat) if named else str(seat.get_stage_display())


def _masked_id(member: Member) -> str:
    if member.record is None:
        return mask_id(secrets_of(member.enrolment).get("resident_id", ""))
    return mask_id(open_record(member.record).get("raw_id", "")) if member.record.sealed else ""


def _aid_in_term(member: Member, house: House, aid: HouseholdAid) -> dict[str, Any]:
    """`aid_amount` of the term; `unaided` only of those whose lists the reader may see."""
    amounts = [
        grant.entitlement.amount
        for each in aid.terms if each.term.pk == house.term.pk
        for grant in each.grants if grant.entitlement.student_id == member.student_id
    ]  # fmt: skip
    sits = member.own and member.enrolment.status == EnrolmentStatus.ENROLLED
    return {"aid_amount": sum(amounts) if amounts else None, "unaided": sits and not amounts}


def _adult(member: Member) -> dict[str, Any]:
    record = member.record
    return {"record": record, "number": _masked_id(member), "categories": record_words.categories(record)}


def _stage(stage: Stage, sight: Sight) -> dict[str, Any]:
    return {
        "release": stage.release,
        "open": sight == Sight.COUNTY,
        "size": len(stage.members),
        "categories": "、".join(str(record_words.CATEGORIES.get(code, code)) for code in stage.categories),
        "risk": _risk(stage),
        "removed": stage.risk_removed,
        "moves": [_moved(each) for each in stage.moves] if sight == Sight.COUNTY else _counted(stage),
    }


def _moved(move: Move) -> dict[str, str]:
    words = {"name": move.record.name, "number": move.other.household_number or figures.DASH if move.other else ""}
    if move.other is None:
        text = _("%(name)s 新列入本户") if move.joined else _("%(name)s 不再列入名单")
        return {"text": text % words, "url": ""}
    text = _("%(name)s 由户%(number)s转入") if move.joined else _("%(name)s 转入户%(number)s")
    return {"text": text % words, "url": reverse("supervision:household-detail", args=[move.other.pk]) if words["number"] else ""}


def _counted(stage: Stage) -> list[dict[str, str]]:
    """For a town: how many, for the others are not its own to be told by name."""
    joined = sum(1 for each in stage.moves if each.joined)
    left = len(stage.moves) - joined
    told = [(joined, _("转入或新列入%(count)d人")), (left, _("转出或不再列入%(count)d人"))]
    return [{"text": text % {"count": count}, "url": ""} for count, text in told if count]
