"""A trial run in numbers: what can be paid by programme, school and bank, what cannot and why, row by row."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from subsidies.actions.batch_rows import Row, Trial
from subsidies.choices import Channel
from subsidies.reports.batches import programme_labels
from subsidies.rules.account_checks import ERROR, SENTENCES

SHOWN = 30  # rows named of each cause
CARDS = {Channel.BANK_CARD: Channel.GUARDIAN_CARD, Channel.GUARDIAN_CARD: Channel.BANK_CARD}


def trial_page(tried: Trial, channel: str) -> dict:
    labels = programme_labels()
    problems = _causes(tried, labels)
    return {
        "tried": tried,
        "cards": _cards(tried, channel),
        "groups": [
            _group(_("按资助项目"), _("资助项目"), tried.good, lambda row: labels[row.candidate.programme]),
            _group(_("按学校"), _("学校"), tried.good, lambda row: row.candidate.school_name),
            *([_group(_("按开户银行"), _("开户银行"), tried.good, _bank)] if channel in CARDS else []),
        ],
        "errors": [cause for cause in problems if cause["severity"] == ERROR],
        "notes": [cause for cause in problems if cause["severity"] != ERROR],
    }


def _cards(tried: Trial, channel: str) -> list[dict]:
    left = sum((row.candidate.amount for row in tried.left_out), Decimal(0))
    found = [
        _card(_("可以发放"), len(tried.good), tried.total, "success"),
        _card(_("不能发放"), len(tried.left_out), left, "danger" if tried.left_out else ""),
    ]
    if channel in CARDS:
        other = CARDS[Channel(channel)].label
        hint = _("走“%(channel)s”，要另编批次") % {"channel": other}
        words = {"label": _("另一渠道"), "value": figures.count(tried.elsewhere), "unit": _("笔")}
        found.append({**words, "hint": hint, "tone": ""})
    return found


def _card(label: str, count: int, amount: Decimal, tone: str) -> dict:
    hint = _("%(amount)s元") % {"amount": figures.yuan(amount)}
    return {"label": label, "value": figures.count(count), "unit": _("笔"), "hint": hint, "tone": tone}


def _bank(row: Row) -> str:
    return row.bank_name or _("没有填写")


def _group(title: str, heading: str, good: Iterable[Row], key: Callable[[Row], str]) -> dict:
    sums: dict[str, list] = {}
    for row in good:
        each = sums.setdefault(str(key(row)), [0, Decimal(0)])
        each[0] += 1
        each[1] += row.candidate.amount
    return {"title": title, "heading": heading, "rows": [(label, count, amount) for label, (count, amount) in sums.items()]}


def _causes(tried: Trial, labels: dict[int, str]) -> list[dict]:
    """Each cause with its remedy and its rows, the most frequent first."""
    found: dict[str, dict] = {}
    for row in [*tried.left_out, *tried.good]:
        told = tried.problems.get(row.candidate.entitlement, ())
        for code, severity in dict.fromkeys((each.code, each.severity) for each in told):
            cause = found.setdefault(code, {**_words(code), "severity": severity, "count": 0, "rows": []})
            cause["count"] += 1
            if len(cause["rows"]) < SHOWN:
                cause["rows"].append(_named(row, labels))
    for cause in found.values():
        cause["more"] = cause["count"] - len(cause["rows"])
    return sorted(found.values(), key=lambda cause: -cause["count"])


def _words(code: str) -> dict[str, str]:
    """The first sentence says what, the others what to do."""
    what, _stop, remedy = str(SENTENCES[code]).partition("。")
    return {"title": what, "remedy": remedy}


def _named(row: Row, labels: dict[int, str]) -> dict:
    each = row.candidate
    return {
        "name": each.name,
        "school": each.school_name,
        "programme": labels[each.programme],
        "holder": row.payee_name,
        "amount": each.amount,
        "url": rows("students:student-detail", each.student),
    }
