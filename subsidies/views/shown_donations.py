"""Donors and agreements as pages show them: the rules, where the money stands, what became of it, who did what."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.term_filters import ALL
from aid_portal.waiting import deadline_words
from subsidies.choices import PaperStatus
from subsidies.forms.documents import DecisionForm
from subsidies.forms.once import OnceNoteForm
from subsidies.models import BudgetLine, DonationAgreement, Donor, Gift
from subsidies.models.papers import Paper
from subsidies.reports.donations import unspent
from subsidies.reports.words import policy_words
from subsidies.tables.donations import AGREEMENT_STATES, left_over, what
from subsidies.views.shown_documents import story


def donor_page(donor: Donor, user: User) -> dict[str, Any]:
    return {
        "donor": donor,
        "facts": [
            (_("类别"), donor.get_kind_display()),
            (_("统一社会信用代码"), donor.credit_code),
            (_("捐赠（笔）"), figures.count(donor.gifts_count)),
            (_("现金（元）"), figures.yuan(donor.cash or 0)),
            (_("实物和服务价值（元）"), figures.yuan(donor.in_kind or 0)),
        ],
        "gifts": gift_rows(Gift.objects.visible_to(user).for_list().filter(donor=donor).order_by("-received_on", "-pk")),
        "agreements": DonationAgreement.objects.visible_to(user)
        .leading()
        .with_state()
        .filter(donors=donor)
        .select_related("programme")
        .order_by("-year", "programme__position", "pk"),
        "may_edit": user.has(Permission.DONATION_EDIT),
        "add_url": rows("subsidies:donation-agreement-add", donor=donor.pk),
    }


def agreement_page(agreement: DonationAgreement, user: User) -> dict[str, Any]:
    leads = agreement.state == PaperStatus.APPROVED
    edits = user.has(Permission.DONATION_EDIT)
    gifts = Gift.objects.visible_to(user).for_list().filter(programme=agreement.programme)
    return {
        "agreement": agreement,
        "state_label": dict(AGREEMENT_STATES)[agreement.state],
        "facts": _facts(agreement),
        "rules": _rules(agreement),
        "money": _money(agreement, user),
        "gifts": gift_rows(gifts.order_by("-received_on", "-pk")),
        "versions": _versions(agreement, user),
        "story": story(agreement, _("批准，起用")),
        "may_give": edits and leads,
        "may_change": edits and leads and not agreement.waits,
        "may_award": edits and leads and agreement.banked + agreement.carried_in > 0,
        "may_carry": edits and leads and agreement.unplaced > 0,
        "unspent": _unspent(agreement, user) if leads else "",
        "reports": _reports(agreement) if leads else [],
        "waiting": _others(agreement, user).filter(status=PaperStatus.PROPOSED).first() if agreement.waits else None,
        "changes": _changes(agreement, user),
        "gift_url": rows("subsidies:gift-add", programme=agreement.programme.code),
        **decision_forms(agreement, user),
    }


def _unspent(agreement: DonationAgreement, user: User) -> str:
    """The sentence about cash that is left when the agreement ends."""
    its = DonationAgreement.objects.visible_to(user).filter(pk=agreement.pk)
    if not unspent(its, timezone.localdate()).exists():
        return ""
    words = {"end": deadline_words(agreement.last_day), "left": figures.yuan(agreement.unplaced)}
    return _("协议期限%(end)s，还有%(left)s元没有安排。请安排给学生，或取得捐赠人同意后结转到以后年度。") % words


def decision_forms(paper: Paper, user: User) -> dict[str, Any]:
    """What the second person may say; the maker is told why he may not, and may take it back."""
    waits = paper.status == PaperStatus.PROPOSED
    decides = waits and user.has(Permission.DONATION_APPROVE)
    own = waits and paper.made_by_id in user.stands_for
    withdraws = waits and paper.made_by_id == user.pk and user.has(Permission.DONATION_EDIT)
    return {
        "approve_form": DecisionForm(word="yes") if decides and not own else None,
        "refuse_form": DecisionForm(word="no") if decides and not withdraws else None,
        "withdraw_form": OnceNoteForm() if withdraws else None,
        "own": own,
    }


def gift_rows(gifts: Any) -> list[dict[str, Any]]:
    return [{"row": each, "what": what(each), "left": left_over(each)} for each in gifts]


def _facts(agreement: DonationAgreement) -> list[tuple]:
    donors = list(agreement.donors.all())
    one = (donors[0].get_absolute_url(),) if len(donors) == 1 else ()
    days = {"first": figures.day(agreement.first_day), "last": figures.day(agreement.last_day)}
    return [
        (_("捐赠人"), agreement.sources, *one),
        (_("年度"), _("%(year)s年") % {"year": agreement.year}),
        (_("项目代码"), agreement.programme.code),
        (_("用途"), agreement.purpose),
        (_("协议或同意书"), agreement.paper),
        (_("捐赠人同意日期"), figures.day(agreement.agreed_on)),
        (_("起止"), _("%(first)s至%(last)s") % days),
    ]


def _rules(agreement: DonationAgreement) -> list[tuple]:
    """Who may receive it, how much, how many; what is open is said to be open."""
    stages, open_rule = dict(SchoolStage.choices), _("不限")
    each = _("%(amount)s元") % {"amount": figures.yuan(agreement.amount_each)} if agreement.amount_each else _("协议没有约定")
    places = _("%(places)s人") % {"places": figures.count(agreement.places)} if agreement.places else open_rule
    return [
        (_("学段"), "、".join(str(stages[stage]) for stage in agreement.stages) or open_rule),
        (_("困难类型"), policy_words().all_categories(agreement.categories) or open_rule),
        (_("学校"), "、".join(school.name for school in agreement.schools.all()) or open_rule),
        (_("学生"), _("只限送教上门学生") if agreement.home_taught else open_rule),
        (_("每人金额"), each),
        (_("名额"), places),
    ]


def _reports(agreement: DonationAgreement) -> list[dict[str, Any]]:
    """What each donor is told."""
    donors = agreement.donors.all()
    return [{"donor": donor, "url": rows("subsidies:donor-report", agreement.pk, donor.pk)} for donor in donors]


def _others(agreement: DonationAgreement, user: User) -> QuerySet[DonationAgreement]:
    return DonationAgreement.objects.visible_to(user).filter(programme=agreement.programme).exclude(pk=agreement.pk).for_list()


def _changes(agreement: DonationAgreement, user: User) -> list[dict[str, Any]]:
    """What it says differently from the one that was in force before; nothing of a first one."""
    earlier = (
        _others(agreement, user).filter(status=PaperStatus.APPROVED, number__lt=agreement.number).order_by("-number").first()
    )
    if earlier is None:
        return []
    pairs = zip([*_facts(earlier), *_rules(earlier)], [*_facts(agreement), *_rules(agreement)], strict=True)
    return [{"label": old[0], "left": old[1], "right": new[1], "same": False} for old, new in pairs if old[1] != new[1]]


def _money(agreement: DonationAgreement, user: User) -> list[tuple]:
    """Each number leads to its rows."""
    code, year = agreement.programme.code, agreement.year
    line = BudgetLine.objects.visible_to(user).filter(programme=agreement.programme, year=year).first()
    gifts = rows("subsidies:gift-list", year=year, programme=code, status="approved")
    lists = rows("subsidies:entitlement-list", term=ALL, programme=code)
    placed = _("%(amount)s元、%(children)s人") % {
        "amount": figures.yuan(agreement.placed), "children": figures.count(agreement.placed_children),
    }  # fmt: skip
    return [
        (_("收到现金（元）"), figures.yuan(agreement.cash), gifts),
        (_("实物和服务价值（元）"), figures.yuan(agreement.in_kind), gifts),
        (_("县里收款（元）"), figures.yuan(agreement.banked), line.get_absolute_url() if line else ""),
        *_carried(agreement),
        (_("已列入学校名单"), placed, lists),
        (_("还可安排（元）"), figures.yuan(agreement.unplaced)),
        (_("银行已发放（元）"), figures.yuan(agreement.paid), rows("subsidies:payment-list", term=ALL, programme=code)),
        (_("捐赠人直接发放（元）"), figures.yuan(agreement.handed)),
        (_("现金结余（元）"), figures.yuan(agreement.balance)),
        (_("受助学生（人）"), figures.count(agreement.children)),
    ]


def _carried(agreement: DonationAgreement) -> list[tuple]:
    """Each way only where something went it."""
    code = agreement.programme.code
    ways = ((_("上年结转（元）"), agreement.carried_in, "target"), (_("结转下年（元）"), agreement.carried_out, "source"))
    told = {"status": PaperStatus.APPROVED.value, "year": ALL}
    return [
        (label, figures.yuan(amount), rows("subsidies:carry-over-list", **told, **{side: code}))
        for label, amount, side in ways
        if amount
    ]


def _versions(agreement: DonationAgreement, user: User) -> list[dict[str, Any]]:
    same = DonationAgreement.objects.visible_to(user).with_state().filter(programme=agreement.programme)
    found = same.select_related("made_by", "decided_by").order_by("-number")
    labels = dict(AGREEMENT_STATES)
    return [{"row": each, "label": labels[each.state], "here": each.pk == agreement.pk} for each in found]
