"""What the page of first digits shows: the distribution beside Benford's law, what it says in words, the amounts behind it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from subsidies.reports.first_digits import SETS, Digits, digits
from subsidies.rules.audit_checks import Check
from subsidies.rules.first_digits import FEWEST, LIMIT, Distribution


def digits_page(check: Check, asked: Mapping[str, str], user: User) -> dict[str, Any]:
    of = asked.get("of", "") if asked.get("of", "") in SETS else next(iter(SETS))
    digit = int(asked["digit"]) if asked.get("digit", "") in tuple("123456789") else None
    found = digits(user, of, digit)
    return {
        "check": check,
        "tabs": [
            {"label": label, "url": _address(check, of=each), "current": each == of} for each, (label, _find) in SETS.items()
        ],
        "digit": digit,
        "all_url": _address(check, of=of),
        "lines": _lines(check, of, found),
        "found": found,
        "says": [_verdict(found.distribution), _limits(of)],
        "of": of,
    }


def _address(check: Check, **query: object) -> str:
    return rows("subsidies:audit-check", check.code, **query)


def _lines(check: Check, of: str, found: Digits) -> list[dict[str, Any]]:
    return [
        {
            "digit": line.digit,
            "url": _address(check, of=of, digit=line.digit) if line.count else "",
            "count": line.count,
            "share": figures.percent(line.share, 1),
            "expected": figures.percent(line.expected, 1),
            "apart": f"{100 * (line.share - line.expected):+.1f}".replace("-", figures.MINUS),
        }
        for line in found.distribution.lines
    ]


def _verdict(found: Distribution) -> str:
    words = {
        "count": figures.count(found.total), "fewest": FEWEST, "limit": f"{LIMIT:.2f}", "chi": f"{found.chi_square:,.2f}",
    }  # fmt: skip
    sentences = {
        "too_few": _("只有%(count)s个金额，不足%(fewest)s个，卡方值没有意义，只看分布。"),
        "differs": _("共%(count)s个金额，卡方值%(chi)s，超过界限%(limit)s（自由度8，显著性5%%）：分布与本福特定律不符。"),
        "close": _("共%(count)s个金额，卡方值%(chi)s，没有超过界限%(limit)s（自由度8，显著性5%%）：看不出与本福特定律不符。"),
    }
    return sentences[found.verdict] % words


def _limits(of: str) -> str:
    """What it can show and what it cannot."""
    return {
        "payments": _(
            "单笔金额由政策标准和折算办法定死，只有少数几种，首位数字必然集中，不符是正常的，不能说明有问题。能看的是：有没有标准以外的金额。"
        ),
        "schools": _(
            "合计金额随人数变化，大小相差悬殊，可以参考。但同一标准乘以人数仍有规律，金额个数越多卡方值越容易超过界限：不符只说明值得看一眼，相符也不证明没有问题。"
        ),
        "batches": _("批次的大小由编制办法决定，个数也少，只供查看有没有反复出现、刚好低于某个整数的批次金额，不能据此下结论。"),
    }[of]
