"""Both sides of a pair field by field, numbers masked, each difference named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.identifiers import birth_date_of, mask_id, mask_registry, name_key, sex_of
from aid_portal.pinyin import pinyin_key
from students.choices import IdState
from students.models import Enrolment, MatchPair, Record
from students.rules.comparisons import Span, Verdict, compare_numbers, spans, verdict_of
from students.sealing import open_enrolment, open_record
from students.sheets import record_words
from students.sheets.enrolment_words import mask_address
from students.sheets.match_words import number_words, verdict_words

# numbers that may be looked at in full, one by one: which side holds them and under which name
RECORD, CHILD = "record", "child"
FIELDS = {
    "record-id": (RECORD, "raw_id"),
    "child-id": (CHILD, "resident_id"),
    "child-registry": (CHILD, "registry_number"),
    "record-guardian": (RECORD, "guardian_id"),
    "child-guardian": (CHILD, "guardian_id"),
}


@dataclass(frozen=True)
class Side:
    """One cell: its text, cut where it differs; `masks` names the number whose mask it is, one of FIELDS."""

    text: str = ""
    masks: str = ""
    spans: Sequence[Span] = ()


@dataclass(frozen=True)
class Row:
    label: str
    record: Side
    child: Side
    verdict: Verdict
    words: str


@dataclass(frozen=True)
class Opened:
    """A pair with its envelopes open, for the time of one page."""

    record: Record
    child: Enrolment
    record_secrets: dict
    child_secrets: dict


def compared(pair: MatchPair) -> list[Row]:
    record, child = pair.record, pair.enrolment
    both = Opened(record, child, open_record(record), open_enrolment(child))
    rows = [_name(both), *_numbers(both), *_birth(both), *_guardians(both), _home(both), *_plain(both)]
    return [row for row in rows if row.record.text or row.child.text]


def _row(label: str, left: str, right: str) -> Row:
    verdict = verdict_of(left, right)
    return Row(label, Side(left), Side(right), verdict, verdict_words(verdict) if verdict != "unknown" else "")


def _name(both: Opened) -> Row:
    left, right = both.record.name, both.child.name
    left_spans, right_spans = spans(left, right)
    verdict: Verdict = "same" if both.record.name_key == both.child.name_key else "different"
    words = verdict_words(verdict)
    if verdict == "different" and pinyin_key(left) == pinyin_key(right):
        verdict, words = "alike", _("字不同，读音相同")
    return Row(_("姓名"), Side(left, spans=left_spans), Side(right, spans=right_spans), verdict, words)


def _numbers(both: Opened) -> Iterator[Row]:
    raw, own = both.record_secrets.get("raw_id", ""), both.child_secrets.get("resident_id", "")
    numeric = both.record.id_state == IdState.NUMERIC
    found = compare_numbers(raw, own, numeric=numeric)
    words = number_words(found) if raw and own else _("名单上没有证件号") if own else _("花名册里没有有效的证件号")
    yield Row(_("证件号"), _mask(raw, "record-id"), _mask(own, "child-id"), found.verdict, words)
    registry = both.child_secrets.get("registry_number", "")
    tail = compare_numbers(raw, registry[1:] if registry.startswith("G") else "", numeric=numeric)
    agrees = tail.verdict == "same"
    said = _("后18位就是名单证件号") if agrees else ""
    yield Row(_("学籍号"), Side(), Side(mask_registry(registry), "child-registry"), "same" if agrees else "unknown", said)
    yield Row(
        _("证件号状态"), Side(both.record.get_id_state_display()), Side(_("有效") if own else _("无效或未填")), "unknown", ""
    )


def _mask(number: str, name: str) -> Side:
    return Side(mask_id(number), name) if number else Side()


def _birth(both: Opened) -> Iterator[Row]:
    raw, own = both.record_secrets.get("resident_id", ""), both.child_secrets.get("resident_id", "")
    born = both.child.birth_date or (birth_date_of(own) if own else None)
    yield _row(_("出生日期"), *(figures.day(day) if day else "" for day in (both.record.birth_date, born)))
    yield _row(_("性别"), sex_of(raw) if raw else "", both.child.sex or (sex_of(own) if own else ""))


def _guardians(both: Opened) -> Iterator[Row]:
    yield _row(_("监护人"), both.record_secrets.get("guardian_name", ""), both.child.guardian_name)
    left, right = (secrets.get("guardian_id", "") for secrets in (both.record_secrets, both.child_secrets))
    if left or right:
        found = compare_numbers(left, right)
        sides = (_mask(left, "record-guardian"), _mask(right, "child-guardian"))
        yield Row(_("监护人证件号"), *sides, found.verdict, number_words(found) if left and right else "")
    head = both.record_secrets.get("household_head", "")
    is_guardian = bool(head) and name_key(head) == both.child.guardian_key
    words = _("就是花名册上的监护人") if is_guardian else ""
    yield Row(_("户主"), Side(head), Side(), "same" if is_guardian else "unknown", words)


def _home(both: Opened) -> Row:
    """The roster's address is shown to the town; whether the village stands in it is said."""
    town, village = both.record.town, both.record.village
    address = both.child_secrets.get("address", "")
    shown = mask_address(address)
    if not (town or village) or not address:
        return _said(_("住址"), record_words.place(both.record), shown)
    if village and village in address:
        return Row(_("住址"), Side(f"{town}{village}"), Side(shown), "same", _("村（社区）一致"))
    if town and town in address:
        return Row(_("住址"), Side(f"{town}{village}"), Side(shown), "alike", _("镇（街道）一致"))
    return Row(_("住址"), Side(f"{town}{village}"), Side(shown), "different", verdict_words("different"))


def _plain(both: Opened) -> Iterator[Row]:
    record, child = both.record, both.child
    numbers = "、".join(filter(None, (record.household_number, record.person_number)))
    yield _said(_("就读"), record.schooling, f"{child.school} {child.class_name}")
    yield _said(_("学生状态"), "", child.get_status_display())
    yield _said(_("与户主关系"), record.relation)
    yield _said(_("户编号、人编号"), numbers)
    yield _said(_("类别"), record_words.categories(record) or record.detail)


def _said(label: str, left: str, right: str = "") -> Row:
    """What only one side says, or both in words of their own: shown, not compared."""
    return Row(label, Side(left), Side(right), "unknown", "")
