"""What separates two versions of the policy, in words and numbers: added, removed, changed, old → new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby

from django.utils.translation import gettext as _

from subsidies.rules import policy_words as words

ADDED, REMOVED, CHANGED = "new", "lost", "changed"  # the badge's words


@dataclass(frozen=True, slots=True)
class Difference:
    """`thing` is what differs (a programme, one of its rates), `field` what about it; new or gone, one side is empty."""

    kind: str
    thing: str
    field: str
    old: str
    new: str

    @property
    def word(self) -> str:
        return {ADDED: _("新增"), REMOVED: _("删除")}.get(self.kind, _("修改"))


def differences(old: dict, new: dict) -> list[Difference]:
    """In the order of the document; nothing where both say the same, however it is spelt."""
    return [
        *_entries(old, new, "tiers", _("困难档次“%(name)s”"), _tier_facts),
        *_order(old, new, "tiers", _("困难档次")),
        *_entries(old, new, "categories", _("困难类别“%(name)s”"), _category_facts),
        *_order(old, new, "categories", _("困难类别")),
        *_one(_("监测对象"), {_("风险消除后"): _risk(old)}, {_("风险消除后"): _risk(new)}),
        *_programmes(old, new),
        *_order(old, new, "programmes", _("资助项目")),
    ]


def amount_text(amount: object) -> str:
    try:
        return f"{Decimal(str(amount)):,.2f}"
    except (InvalidOperation, ValueError):
        return str(amount)


def _one(thing: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    """Field by field; a thing that was not there or is no more has no fields on that side, and says nothing by a no."""
    kind = CHANGED if old and new else ADDED if new else REMOVED
    for field in dict.fromkeys([*old, *new]):
        before, after = old.get(field, ""), new.get(field, "")
        if before != after and (kind == CHANGED or (before or after) != words.yes_no(False)):
            yield Difference(kind, thing, field, before, after)


def _entries(old: dict, new: dict, part: str, thing: str, facts) -> Iterator[Difference]:
    before, after = _by_code(old, part), _by_code(new, part)
    for code in dict.fromkeys([*before, *after]):
        entry = after.get(code) or before[code]
        sides = [facts(side[code], document) if code in side else {} for side, document in ((before, old), (after, new))]
        yield from _one(thing % {"name": entry.get("label") or code}, *sides)


def _programmes(old: dict, new: dict) -> Iterator[Difference]:
    before, after = _by_code(old, "programmes"), _by_code(new, "programmes")
    yield from _entries(old, new, "programmes", _("资助项目“%(name)s”"), _programme_facts)
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code, {}), after.get(code, {})
        name = other.get("label") or one.get("label") or code
        yield from _dated(name, _rates(one, old), _rates(other, new))
        yield from _dated(name, _grade_rules(one), _grade_rules(other))
        yield from _dated(name, _shares(one), _shares(other))


def _dated(name: str, old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> Iterator[Difference]:
    for key in sorted(dict.fromkeys([*old, *new])):
        side = new.get(key) or old[key]
        thing = _("“%(name)s”%(what)s") % {"name": name, "what": side["what"]}
        facts = [{k: v for k, v in sides.get(key, {}).items() if k != "what"} for sides in (old, new)]
        yield from _one(thing, *facts)


def _rates(programme: dict, document: dict) -> dict[str, dict[str, str]]:
    found = {}
    for rate in programme.get("rates") or []:
        scope = [words.stage_label(rate.get("stage") or ""), words.tier_label(rate.get("tier"), document.get("tiers") or [])]
        what = _("自%(term)s起的标准") % {"term": words.term_label(rate.get("from"))}
        inside = _("、").join(filter(None, scope))
        found[f"{rate.get('from')}|{rate.get('stage') or ''}|{rate.get('tier') or ''}"] = {
            "what": what + (f"（{inside}）" if inside else ""),
            _("每学期金额（元）"): amount_text(rate.get("amount")),
            _("依据文件"): str(rate.get("source") or ""),
            _("待核定"): words.yes_no(rate.get("assumed")),
        }
    return found


def _grade_rules(programme: dict) -> dict[str, dict[str, str]]:
    return {
        f"grades|{rule.get('from')}": {
            "what": _("自%(term)s起的年级范围") % {"term": words.term_label(rule.get("from"))},
            _("年级"): words.grades_label(rule.get("grades") or [], programme.get("stages") or []),
        }
        for rule in programme.get("grades") or []
    }


def _shares(programme: dict) -> dict[str, dict[str, str]]:
    return {
        str(share.get("from")): {
            "what": _("自%(term)s起的资金分担") % {"term": words.term_label(share.get("from"))},
            _("分担比例"): words.shares_label(share),
            _("依据文件"): str(share.get("source") or ""),
            _("待核定"): words.yes_no(share.get("assumed")),
        }
        for share in programme.get("shares") or []
    }


def _tier_facts(tier: dict, _document: dict) -> dict[str, str]:
    return {_("名称"): tier.get("label") or ""}


def _category_facts(category: dict, document: dict) -> dict[str, str]:
    return {
        _("名称"): category.get("label") or "",
        _("数据提供部门"): str(words.OWNERS.get(category.get("owner") or "", category.get("owner") or "")),
        _("直接对应的档次"): words.tier_label(category.get("tier"), document.get("tiers") or []) or _("由学校认定"),
        _("不得降档"): words.yes_no(category.get("locked")),
    }


def _programme_facts(programme: dict, document: dict) -> dict[str, str]:
    listed = programme.get("categories") or []
    return {
        _("名称"): programme.get("label") or "",
        _("学段"): words.stages_label(programme.get("stages") or []),
        _("就读方式"): str(words.BOARDING.get(programme.get("boarding"), "")),
        _("享受条件"): str(words.NEEDS.get(programme.get("needs") or "", programme.get("needs") or "")),
        _("困难类别"): words.list_label(listed, document.get("categories") or []),
        _("不得同时享受"): words.list_label(words.excluded(programme, document), document.get("programmes") or []),
        _("名额控制"): words.yes_no(programme.get("quota")),
        _("减免（不发到银行卡）"): words.yes_no(programme.get("waiver")),
        _("折算方式"): words.proration_label(programme.get("proration")),
        _("年度统计"): words.counted_label(programme),
    }


def _order(old: dict, new: dict, part: str, kind: str) -> Iterator[Difference]:
    """A new order of what both have: for categories it is the order of priority."""
    before, after = list(_by_code(old, part)), list(_by_code(new, part))
    kept = [[code for code in codes if code in before and code in after] for codes in (before, after)]
    if kept[0] != kept[1]:
        sides = [words.list_label(codes, document.get(part) or []) for codes, document in zip(kept, (old, new), strict=True)]
        yield Difference(CHANGED, kind, _("先后次序"), *sides)


def _risk(document: dict) -> str:
    mode = str(document.get("risk_removed") or "")
    return str(words.RISK_REMOVED.get(mode, mode))


def _by_code(document: dict, part: str) -> dict[str, dict]:
    return {str(entry.get("code")): entry for entry in document.get(part) or []}


def sentence(found: Sequence[Difference]) -> str:
    """The differences in one breath, thing by thing, for messages and for the record of what was changed."""
    return _("；").join(_told(thing, list(fields)) for thing, fields in groupby(found, key=lambda each: each.thing))


def _told(thing: str, fields: list[Difference]) -> str:
    if fields[0].kind == REMOVED:
        return _("删除%(thing)s") % {"thing": thing}
    if fields[0].kind == ADDED:
        said = _("，").join(f"{each.field} {each.new}" for each in fields)
        return _("新增%(thing)s：%(said)s") % {"thing": thing, "said": said}
    said = _("，").join(f"{each.field} {each.old or _('（无）')} → {each.new or _('（无）')}" for each in fields)
    return _("修改%(thing)s：%(said)s") % {"thing": thing, "said": said}
