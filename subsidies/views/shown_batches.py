"""Everything the page of a batch shows: where it stands, its sums, files, returns and story, and what may be done now."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions import batch_hands
from subsidies.choices import BatchStatus, Channel, FundSource
from subsidies.forms.papers import RosterForm
from subsidies.models import BankFile, BankReturn, Batch, Payment
from subsidies.reports import batches as sums
from subsidies.reports.countersignatures import Signing, signing_of
from subsidies.views.shown_bands import shown_signing

S = BatchStatus
AT_STEP = {
    S.DRAFT: 1, S.SUBMITTED: 2, S.REVIEWED: 3, S.RELEASED: 4, S.EXPORTED: 5, S.SENT: 6, S.PARTLY_PAID: 7, S.PAID: 7, S.CLOSED: 8,
}  # fmt: skip
AT_STEP_TO_SCHOOL = {**AT_STEP, S.PAID: 5, S.CLOSED: 6}
BEFORE_RELEASE = 2  # hands before it: who prepared and who reviewed
ANSWERED = {S.SENT, S.PARTLY_PAID, S.PAID, S.CLOSED}


def steps(batch: Batch, signing: Signing) -> list[dict[str, Any]]:
    """The way of a batch, with who went each step and when; one of countersigning where the sum asks for it."""
    stages = _to_school(batch) if batch.channel == Channel.SCHOOL_INCOME else _through_the_bank(batch)
    table = AT_STEP_TO_SCHOOL if batch.channel == Channel.SCHOOL_INCOME else AT_STEP
    now = table.get(S(batch.status), 0)
    if signing.wanted:
        stages.insert(BEFORE_RELEASE, _countersigning(signing))
        now += now > BEFORE_RELEASE and not signing.missing
    return [
        {"label": label, "who": who, "when": when, "number": number, "state": _state(number, now)}
        for number, (label, who, when) in enumerate(stages, start=1)
    ]


def _state(number: int, now: int) -> str:
    return "done" if number < now else "now" if number == now else "next"


def _hands(batch: Batch) -> list[tuple]:
    return [
        (_("编制"), batch.prepared_by, batch.prepared_at),
        (_("审核"), batch.reviewed_by, batch.reviewed_at),
        (_("放行"), batch.released_by, batch.released_at),
    ]


def _countersigning(signing: Signing) -> tuple:
    names = "、".join(each.signed_by.name for each in signing.signed)
    return _("会签"), names, signing.signed[-1].signed_at if names else None


def _closing(batch: Batch) -> tuple:
    return (_("关闭"), batch.closed_by, batch.closed_at)


def _through_the_bank(batch: Batch) -> list[tuple]:
    files, booked = batch.shown_files, [each for each in batch.shown_returns if each.booked_at]
    return [
        *_hands(batch),
        (_("导出"), files[0].made_by, files[0].made_at) if files else (_("导出"), None, None),
        (_("送银行"), None, None),
        (_("回盘"), booked[0].booked_by, booked[0].booked_at) if booked else (_("回盘"), None, None),
        _closing(batch),
    ]


def _to_school(batch: Batch) -> list[tuple]:
    return [*_hands(batch), (_("拨付到校"), None, None), _closing(batch)]


def batch_page(batch: Batch, user: User) -> dict[str, Any]:
    payments = Payment.objects.visible_to(user).filter(batch=batch)
    batch.shown_files = list(batch.files.select_related("layout", "file", "made_by").order_by("-number"))
    batch.shown_returns = list(BankReturn.objects.visible_to(user).filter(batch=batch).for_list().order_by("-pk"))
    children = list(Batch.objects.visible_to(user).filter(parent=batch).for_list())
    signing = signing_of(batch)
    programmes, schools = sums.by_programme(payments), sums.by_school(payments)
    returned = sum(part.returned_count for part in programmes)
    open_ones = payments.not_made_good().count() if returned else 0
    return {
        "batch": batch,
        "digest": bytes(batch.digest or b"").hex(),
        "steps": steps(batch, signing),
        "facts": _facts(batch),
        "schools": schools,
        "programmes": programmes,
        "returned_count": returned,
        "roster_form": RosterForm.of_schools(batch, [(part.code, part.label) for part in schools]),
        "sources": sums.by_source(payments),
        "children": children,
        "open_ones": open_ones,
        "signing": shown_signing(signing, user),
        "story": story(batch, children, signing),
        "may": doings(batch, user, open_ones, signing),
        "payments": rows("subsidies:payment-list", batch=batch.number),
        "payments_by_programme": rows("subsidies:payment-list", batch=batch.number) + "&programme",
        "payments_by_school": rows("subsidies:payment-list", batch=batch.number) + "&school",
        "to_school": batch.channel == Channel.SCHOOL_INCOME,
    }


def doings(batch: Batch, user: User, open_ones: int, signing: Signing) -> dict[str, bool]:
    """Which buttons stand there; the actions and the database say the last word."""
    own = bool(user.stands_for & {batch.prepared_by_id, batch.reviewed_by_id})
    prepares, pays = user.has(Permission.BATCH_PREPARE), user.has(Permission.BANK_FILE)
    at, to_school = batch.status, batch.channel == Channel.SCHOOL_INCOME
    reviews = at == S.SUBMITTED and user.has(Permission.BATCH_REVIEW) and not own
    releases = at == S.REVIEWED and user.has(Permission.BATCH_RELEASE) and not own
    signed = signing.signed_by(user)
    return {
        "submit": at == S.DRAFT and prepares,
        "cancel": at == S.DRAFT and prepares,
        "review": reviews,
        "send_back": reviews,
        "countersign": bool(signing.missing) and user.has(Permission.COUNTERSIGN) and batch_hands.may_sign(batch, user),
        "release": releases and not signing.missing and not signed,
        "hold_back": releases,
        "make_file": at in (S.RELEASED, S.EXPORTED) and pays and not to_school,
        "download": pays,
        "send": at == S.EXPORTED and pays,
        "settle": at == S.RELEASED and pays and to_school and not batch_hands.sent_by(batch, user),
        "take_return": at in ANSWERED and pays and not to_school,
        "close": S.CLOSED in batch.open_moves() and prepares,
        "reissue": at in (S.PARTLY_PAID, S.CLOSED) and prepares and bool(open_ones),
    }


def _facts(batch: Batch) -> list[tuple]:
    parent = [(_("补发自"), batch.parent, batch.parent.get_absolute_url())] if batch.parent else []
    return [
        (_("学期"), batch.term),
        (_("发放渠道"), batch.get_channel_display()),
        (_("笔数"), figures.count(batch.row_count)),
        (_("金额（元）"), figures.yuan(batch.total)),
        *parent,
        (_("选取条件"), _chosen(batch)),
        (_("回盘期限"), figures.day(batch.due_back_on) if batch.due_back_on else ""),
        *([(_("关闭说明"), batch.close_note)] if batch.close_note else []),
    ]


def _chosen(batch: Batch) -> str:
    """Which programmes, how many schools, which bank and source; nothing narrowed is said, too."""
    chosen = batch.chosen or {}
    known = sums.programme_labels() if chosen.get("programmes") else {}
    labels = [known[pk] for pk in chosen.get("programmes") or () if pk in known]
    schools = chosen.get("schools")
    narrowed = [
        "、".join(labels),
        _("%(count)s所学校") % {"count": len(schools)} if schools else "",
        chosen.get("bank") or "",
        str(FundSource(chosen["source"]).label) if chosen.get("source") else "",
    ]
    return "；".join(filter(None, narrowed)) or _("本学期全部可发人员")


def story(batch: Batch, children: list[Batch], signing: Signing) -> list[dict[str, Any]]:
    """Who did what when, the newest first."""
    told = [
        _told(_("编制批次"), batch.prepared_by, batch.prepared_at),
        _told(_("审核通过"), batch.reviewed_by, batch.reviewed_at),
        *(_told(_("会签"), each.signed_by, each.signed_at, "success") for each in signing.signed),
        _told(_("放行"), batch.released_by, batch.released_at, "success"),
        *(_told(_made(each), each.made_by, each.made_at, note=str(each.layout)) for each in batch.shown_files),
        *(_told(_("上传回盘"), each.uploaded_by, each.uploaded_at, "neutral", each.file.name) for each in batch.shown_returns),
        *(_told(_("回盘入账"), each.booked_by, each.booked_at, "success", _booked(each)) for each in batch.shown_returns),
        *(_told(_("编制补发批次%(child)s") % {"child": each.number}, each.prepared_by, each.prepared_at) for each in children),
        _told(_("关闭"), batch.closed_by, batch.closed_at, "neutral", batch.close_note),
    ]
    return sorted((each for each in told if each["at"]), key=lambda each: each["at"], reverse=True)


def _told(what: str, who: User | None, at: Any, tone: str = "", note: str = "") -> dict[str, Any]:
    return {"what": what, "who": who.name if who else "", "at": at, "tone": tone, "note": note}


def _made(bank_file: BankFile) -> str:
    return _("导出%(file)s") % {"file": bank_file}


def _booked(bank_return: BankReturn) -> str:
    words = {
        "paid": figures.count(bank_return.paid_count), "paid_total": figures.yuan(bank_return.paid_total),
        "back": figures.count(bank_return.returned_count), "back_total": figures.yuan(bank_return.returned_total),
    }  # fmt: skip
    return _("成功%(paid)s笔%(paid_total)s元，退票%(back)s笔%(back_total)s元") % words
