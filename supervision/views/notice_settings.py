"""What notices are numbered and printed with: agency words with their sequences, and the template in Word."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from subsidies.forms.once import OnceForm
from supervision.actions import issue_words, notice_papers, notice_templates
from supervision.choices import Theme
from supervision.forms.notice_settings import PaperForm, TemplateForm, WordForm
from supervision.models import IssueWord, NoticeTemplate
from supervision.reports.notices import sequences
from supervision.sheets import rectification_notices
from supervision.views.notice_papers import handed

HERE = "supervision:notice-settings"


@require(Permission.INSPECTION_VIEW)
def settings(request):
    words = IssueWord.objects.visible_to(request.user).order_by("pk")
    context = {
        "words": [{"row": word, "themes": _("、").join(str(Theme(each).label) for each in word.themes)} for word in words],
        "sequences": sequences(),
        "template": NoticeTemplate.objects.visible_to(request.user).current(),
        "vocabulary": rectification_notices.VOCABULARY,
        "may_number": request.user.has(Permission.NOTICE_ISSUE),
        "may_template": request.user.has(Permission.INSPECTION_MANAGE),
        "paper_form": PaperForm(),
        "template_form": TemplateForm(),
        "once": OnceForm(),
    }
    return render(request, "supervision/notice_settings/detail.html", context)


@require(Permission.NOTICE_ISSUE)
@idempotent
def word_add(request):
    return _word(request, None)


@require(Permission.NOTICE_ISSUE)
@idempotent
def word_change(request, pk):
    return _word(request, _find(request, pk))


def _word(request, word):
    begin = {"name": word.word, "label": word.label, "themes": word.themes} if word else {}
    form = WordForm(request.POST or None, initial=begin)
    if form.is_valid() and _set(form, word, request.user):
        messages.success(request, _("已保存。"))
        return redirect(HERE)
    return render(request, "supervision/notice_settings/word.html", {"form": form, "word": word})


def _set(form, word, user):
    return carried_out(form, lambda: issue_words.set_word(word=word, **form.said, by=user))


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def word_retire(request, pk):
    word = issue_words.retire_word(word=_find(request, pk), by=request.user)
    told = _("“%(word)s”已停用。") if word.retired_on else _("“%(word)s”已恢复使用。")
    messages.success(request, told % {"word": word})
    return redirect(HERE)


@require_POST
@require(Permission.NOTICE_ISSUE)
@idempotent
def word_paper(request, pk):
    word, form = _find(request, pk), PaperForm(request.POST)
    if form.is_valid():
        issue_words.note_paper(word=word, **form.said, by=request.user)
        messages.success(request, _("已登记，系统从下一号接着编。"))
    else:
        messages.error(request, _("请填写年度和纸质的最后一号。"))
    return redirect(HERE)


@require_POST
@require(Permission.INSPECTION_MANAGE)
def template_upload(request):
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        notice_templates.set_template(file=form.cleaned_data["file"], by=request.user)
        messages.success(request, _("模板已检查通过并启用，以后下载的 Word 文件都用它。"))
    else:
        messages.error(request, _("请选择要上传的 Word 模板。"))
    return redirect(HERE)


@require_POST
@require(Permission.INSPECTION_VIEW)
def template_download(request):
    """The one in use, to be changed in Word or WPS."""
    return handed(template_in_use())


def template_in_use():
    content = notice_papers.current_template() or rectification_notices.TEMPLATE.read_bytes()
    return notice_papers.Made(_("整改通知书模板.docx"), content, notice_papers.DOCX)


@require_POST
@require(Permission.INSPECTION_MANAGE)
@idempotent
def template_restore(request):
    notice_templates.restore(by=request.user)
    messages.success(request, _("已恢复系统自带的模板。"))
    return redirect(HERE)


def _find(request, pk):
    return get_object_or_404(IssueWord.objects.visible_to(request.user), pk=pk)
