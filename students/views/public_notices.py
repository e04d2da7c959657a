"""Public notices as the staff see them: the list, what was posted, the photo, the withdrawal, the papers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aid_portal import figures
from aid_portal.forms.once import OnceForm, OnceNoteForm
from aid_portal.idempotency import idempotent
from aid_portal.links import if_built
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made, show_photo
from students.actions import notice_papers, public_notices
from students.determination_choices import NoticeColumn
from students.filters.determination_lists import PublicNoticeFilter
from students.forms.determination_lists import PhotoForm
from students.models import Objection, PublicNotice
from students.tables.determination_lists import PublicNoticeTable, notice_state, objection_state


def posted(request, pk) -> PublicNotice:
    return get_object_or_404(PublicNotice.objects.visible_to(request.user).for_list(), pk=pk)


@require(Permission.ROUND_VIEW)
def notice_list(request):
    return list_page(
        request,
        queryset=PublicNotice.objects.visible_to(request.user).for_list(),
        filterset_class=PublicNoticeFilter,
        table_class=PublicNoticeTable,
        title=_("公示"),
        template="students/public_notices/list.html",
        empty=Empty(_("还没有公示"), _("学校编制认定名单后，在名单页公示。"), icon="pin-angle"),
        exports=("public_notices",),
    )


@require(Permission.ROUND_VIEW)
def notice_detail(request, pk):
    notice = posted(request, pk)
    state, words = notice_state(notice)
    runs, keeps = state == "running", request.user.has(Permission.DETERMINATION_DECIDE)
    shown = if_built("public:notice", notice.token) if runs else ""
    context = {
        "notice": notice,
        "state": (state, words),
        "facts": _facts(notice),
        "columns": [NoticeColumn(each).label for each in notice.columns],
        "rows": notice.rows.order_by("position"),
        "objections": [(each, *objection_state(each)) for each in _objections(request.user, notice)],
        "public_url": request.build_absolute_uri(shown) if shown else "",
        "runs": runs,
        "may_photo": keeps and not notice.withdrawn_on,
        "may_withdraw": keeps and runs,
        "may_object": request.user.has(Permission.OBJECTION_HANDLE) and runs,
        "photo_form": PhotoForm(),
        "note_form": OnceNoteForm(),
        "once_form": OnceForm(),
    }
    return render(request, "students/public_notices/detail.html", context)


def _objections(user, notice):
    return Objection.objects.visible_to(user).filter(notice=notice).for_list()


def _facts(notice):
    listed = (notice.list, notice.list.get_absolute_url()) if notice.list else ("",)
    return [
        (_("学校"), notice.school),
        (_("认定名单"), *listed),
        (_("公示时间"), _("%(start)s至%(end)s") % {"start": figures.day(notice.posted_on), "end": figures.day(notice.ends_on)}),
        (_("公示工作日"), notice.days),
        (_("张贴地点"), notice.place),
        (_("受理部门和电话"), notice.contact),
        (_("公示人"), f"{notice.posted_by.name} {figures.minute(notice.posted_at)}"),
        (_("撤下"), figures.minute(notice.taken_down_at) if notice.taken_down_at else ""),
    ]


@require_POST
@require(Permission.DETERMINATION_DECIDE)
@idempotent
def add_photo(request, pk):
    notice, form = posted(request, pk), PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        public_notices.add_photo(notice=notice, photo=form.cleaned_data["photo"], by=request.user)
        messages.success(request, _("张贴照片已保存。"))
    else:
        messages.error(request, _("请选择张贴后的照片。"))
    return redirect(notice)


@require_GET
@require(Permission.ROUND_VIEW)
def photo(request, pk):
    file = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk, photo__isnull=False).photo
    return show_photo(file)


@require_POST
@require(Permission.DETERMINATION_DECIDE)
@idempotent
def withdraw(request, pk):
    notice, form = posted(request, pk), OnceNoteForm(request.POST)
    if form.is_valid():
        public_notices.withdraw(notice=notice, reason=form.said["note"], by=request.user)
        messages.success(request, _("已撤回，名单须重新公示，天数重新计算。"))
    else:
        messages.error(request, _("请写明撤回的原因，2至200字。"))
    return redirect(notice)


@require_POST
@require(Permission.ROUND_VIEW)
def paper(request, pk):
    """A4 to hang up, or with `format=png` one picture for a class group."""
    make = notice_papers.png if request.POST.get("format") == "png" else notice_papers.pdf
    made = make(notice=posted(request, pk), by=request.user)
    return hand_out_made(made.name, made.content, made.content_type)
