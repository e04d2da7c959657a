"""The years' responsibility letters: how far each is signed, its text, making its letters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.current_term import current_term
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, list_page
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from supervision.actions import letter_templates, letters
from supervision.filters.letters import LetterTemplateFilter
from supervision.forms.letters import LetterTemplateForm
from supervision.models import LetterTemplate
from supervision.tables.letters import LetterTemplateTable
from supervision.views.shown_letter_templates import template_cards, template_page


def _find(request, pk):
    return get_object_or_404(LetterTemplate.objects.visible_to(request.user), pk=pk)


@require(Permission.LETTER_VIEW)
def letter_template_list(request):
    may_add = request.user.has(Permission.LETTER_MANAGE)
    begin = (rows("supervision:letter-template-add"), _("起草责任书")) if may_add else ("", "")
    visible = LetterTemplate.objects.visible_to(request.user)
    return list_page(
        request,
        queryset=visible,
        filterset_class=LetterTemplateFilter,
        table_class=LetterTemplateTable,
        title=_("目标责任书"),
        template="supervision/letter_templates/list.html",
        empty=Empty(
            _("还没有目标责任书"), _("每年每个事项一份范本，按单位、年级、班级逐级签订。"), *begin, icon="file-earmark-check"
        ),
        context={"may_add": may_add, "cards": template_cards(visible, request.user)},
    )


@require(Permission.LETTER_MANAGE)
@idempotent
def letter_template_add(request):
    form = LetterTemplateForm.of(request.POST or None, None, current_term(request).year)
    if form.is_valid():
        template = letter_templates.keep(facts=form.facts, by=request.user)
        messages.success(request, _("已保存“%(template)s”。下一步生成应签订的名单。") % {"template": template})
        return redirect(template)
    return render(request, "supervision/letter_templates/form.html", {"form": form, "template": None})


@require(Permission.LETTER_VIEW)
def letter_template_detail(request, pk):
    template = _find(request, pk)
    code = request.GET.get("town", "")
    town = get_object_or_404(OrgUnit.objects.visible_to(request.user), code=code) if code else None
    return render(request, "supervision/letter_templates/detail.html", template_page(template, request.user, town))


@require(Permission.LETTER_MANAGE)
@idempotent
def letter_template_change(request, pk):
    template = _find(request, pk)
    form = LetterTemplateForm.of(request.POST or None, template, template.year)
    if form.is_valid():
        letter_templates.keep(template=template, facts=form.facts, by=request.user)
        messages.success(request, _("已保存。层级或岗位有变化的，请再生成一次名单。"))
        return redirect(template)
    return render(request, "supervision/letter_templates/form.html", {"form": form, "template": template})


@require_POST
@require(Permission.LETTER_MANAGE)
@idempotent
def letter_template_copy(request, pk):
    template = _find(request, pk)
    copied = letter_templates.copy(template=template, year=template.year + 1, by=request.user)
    messages.success(request, _("已照搬为“%(template)s”，请核对责任内容后生成名单。") % {"template": copied})
    return redirect(copied)


@require_POST
@require(Permission.LETTER_MANAGE)
@idempotent
def letters_make(request, pk):
    template = _find(request, pk)
    made = letters.make(template=template, by=request.user)
    told = _("新增%(made)s份应签订的责任书，已有的没有变动。") if made else _("没有新的单位、班级或岗位，名单没有变化。")
    messages.success(request, told % {"made": made})
    return redirect(template)
