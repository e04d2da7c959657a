"""Responsibility letters: the list, one letter, entering what was signed, taking out and putting back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page, selection
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out, hand_out_made
from subsidies.forms.once import OnceNoteForm
from supervision.actions import letter_papers, letters, signings
from supervision.filters.letters import LetterFilter
from supervision.forms.letters import ScanForm, SignForm
from supervision.models import ResponsibilityLetter
from supervision.reports.letters import likely_names
from supervision.tables.letters import LetterTable
from supervision.views.shown_letters import adding_form, letter_page

MOST_AT_ONCE = 60


def _visible(request):
    return ResponsibilityLetter.objects.visible_to(request.user).for_list()


def _find(request, pk):
    return get_object_or_404(_visible(request), pk=pk)


@require(Permission.LETTER_VIEW)
def letter_list(request):
    may_sign = request.user.has(Permission.LETTER_EDIT)
    sign = PostAction(_("登记签订"), rows("supervision:letters-choose"), icon="pencil-square")
    return list_page(
        request,
        queryset=_visible(request),
        filterset_class=LetterFilter,
        table_class=LetterTable,
        title=_("责任书签订名单"),
        template="supervision/letters/list.html",
        empty=Empty(
            _("名单是空的"), _("由县局在责任书里生成应签订的名单。"), rows("supervision:letter-template-list"), _("看责任书")
        ),
        batch=(sign,) if may_sign else (),
        exports=("responsibility_letters",),
    )


@require_POST
@require(Permission.LETTER_EDIT)
def letters_choose(request):
    """The ticked ones go to the page on which their names are entered."""
    ticked = selection(request, _visible(request), LetterFilter)
    chosen = list(ticked.values_list("pk", "template", "above")[: MOST_AT_ONCE + 1])
    if not chosen or len(chosen) > MOST_AT_ONCE:
        messages.error(request, _("请勾选要登记的责任书，一次最多%(most)s份。") % {"most": MOST_AT_ONCE})
        return redirect("supervision:letter-list")
    if len({tuple(place) for _key, *place in chosen}) > 1:
        messages.error(request, _("一起登记的责任书要有同一个甲方：请勾选同一份责任书、同一个上一级的。"))
        return redirect("supervision:letter-list")
    return redirect(f"{rows('supervision:letters-sign')}?{urlencode([('letter', key) for key, *_place in chosen])}")


@require(Permission.LETTER_EDIT)
@idempotent
def letters_sign(request):
    keys = [int(key) for key in request.GET.getlist("letter")[:MOST_AT_ONCE] if key.isdecimal() and len(key) < 15]
    chosen = list(_visible(request).filter(pk__in=keys).order_by("unit__path", "position", "pk"))
    if not chosen or len(chosen) < len(set(keys)):
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = SignForm(*posted, letters=chosen, initial=likely_names(chosen, request.user))
    if form.is_valid():
        signings.sign(letters=form.parties, scan=form.cleaned_data["scan"], by=request.user)
        messages.success(request, _("已登记签订%(count)s份。") % {"count": len(chosen)})
        template = rows("supervision:letter-list", template=chosen[0].template_id, code=chosen[0].unit.code)
        return redirect(chosen[0] if len(chosen) == 1 else template)
    return render(request, "supervision/letters/sign.html", {"form": form, "letters": chosen, "one": len(chosen) == 1})


@require(Permission.LETTER_VIEW)
def letter_detail(request, pk):
    letter = _find(request, pk)
    return render(request, "supervision/letters/detail.html", letter_page(letter, request.user))


@require_POST
@require(Permission.LETTER_MANAGE)
@idempotent
def letter_add(request, pk):
    above = _find(request, pk)
    form = adding_form(above, request.POST)
    if form is not None and form.is_valid():
        added = letters.add(above=above, **form.said, by=request.user)
        messages.success(request, _("已增加“%(letter)s”。") % {"letter": added})
        return redirect(added)
    messages.error(request, _("请写明增加的是什么、为什么。"))
    return redirect(above)


def _with_note(request, pk, deed, told):
    letter = _find(request, pk)
    form = OnceNoteForm(request.POST)
    if form.is_valid():
        deed(letter=letter, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, told % {"letter": letter})
    else:
        messages.error(request, _("请写明原因。"))
    return redirect(letter)


@require_POST
@require(Permission.LETTER_MANAGE)
@idempotent
def letter_withdraw(request, pk):
    return _with_note(request, pk, letters.withdraw, _("“%(letter)s”已记为不需签订。"))


@require_POST
@require(Permission.LETTER_MANAGE)
@idempotent
def letter_restore(request, pk):
    return _with_note(request, pk, letters.restore, _("“%(letter)s”已恢复为待签订。"))


@require_POST
@require(Permission.LETTER_EDIT)
@idempotent
def letter_unsign(request, pk):
    return _with_note(request, pk, signings.unsign, _("已撤销“%(letter)s”的签订登记。"))


@require(Permission.LETTER_EDIT)
@idempotent
def letter_attach(request, pk):
    letter = _find(request, pk)
    form = ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        signings.attach(letters=[letter.pk], scan=form.cleaned_data["scan"], by=request.user)
        messages.success(request, _("已上传“%(letter)s”的扫描件。") % {"letter": letter})
        return redirect(letter)
    return render(request, "supervision/letters/attach.html", {"form": form, "letter": letter})


@require_POST
@require(Permission.LETTER_VIEW)
def letter_scan(request, pk):
    letter = _find(request, pk)
    if letter.scan is None:
        raise Http404
    return hand_out(letter.scan, by=request.user)


@require_POST
@require(Permission.LETTER_VIEW)
def letter_pdf(request, pk):
    return hand_out_made(*letter_papers.letter(letter=_find(request, pk), by=request.user))
