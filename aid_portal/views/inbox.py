"""The inbox: what waits for me, what I have decided, what I have put forward, of every floor."""

from django.utils.translation import gettext as _

from aid_portal import histories, home_cards, inbox
from aid_portal.approving import may_be_chosen
from aid_portal.current_term import current_term
from aid_portal.forms.inbox import InboxForm
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction
from aid_portal.pile_pages import FormConditions, PilePage, pile_page
from aid_portal.tables.histories import DecidedTable, StartedTable
from aid_portal.tables.inbox import InboxTable
from aid_portal.waiting import Viewer


def todo(request):
    """Thing by thing; what is worked off in lists of its own stands above, as on the home page."""
    kinds = inbox.single_kinds(request.user)
    viewer, conditions = _asked(request, kinds)
    pile = inbox.items(viewer, conditions.said("kind"), conditions.said("unit"))
    words = _("有新的待办时会列在这里，也会在菜单上标出数量。")
    empty = Empty(_("没有逐件待办"), words, icon="check-circle")
    page = PilePage(request, pile, conditions, InboxTable, _("待办事项"), empty)
    if any(may_be_chosen(item.kind) for item in page.page.rows):
        page.batch.append(PostAction(_("一起批准"), rows("inbox-approve")))
    groups = [] if page.filtered else home_cards.todos_for(viewer, single=False)
    return pile_page(page, "aid_portal/inbox/todo.html", {"groups": groups, "tabs": _tabs("inbox")})


def decided(request):
    viewer, conditions = _asked(request, histories.decided_kinds(request.user))
    pile = histories.decided(viewer, conditions.said("kind"), conditions.said("unit"))
    empty = Empty(_("还没有办过的事"), _("您审核、批准、接收过的会列在这里。"), icon="check-circle")
    page = PilePage(request, pile, conditions, DecidedTable, _("已办事项"), empty)
    return pile_page(page, "aid_portal/inbox/decided.html", {"tabs": _tabs("inbox-decided")})


def started(request):
    """What came back stands first, with the reason."""
    viewer, conditions = _asked(request, histories.started_kinds(request.user))
    pile = histories.started(viewer, conditions.said("kind"), conditions.said("unit"))
    empty = Empty(_("还没有您发起的事"), _("您上传、登记、提出的会列在这里，随时看办到哪一步。"), icon="send")
    page = PilePage(request, pile, conditions, StartedTable, _("我发起的事项"), empty)
    return pile_page(page, "aid_portal/inbox/started.html", {"tabs": _tabs("inbox-started")})


for view in (todo, decided, started):
    view.permission = None  # anybody logged in; each kind has its own permission


def _asked(request, kinds):
    form = InboxForm(request.GET, kinds=[(kind.code, kind.what) for kind in kinds])
    return Viewer(request.user, current_term(request)), FormConditions(form)


def _tabs(here):
    pages = [("inbox", _("待办")), ("inbox-decided", _("已办")), ("inbox-started", _("我发起的"))]
    return [{"label": label, "url": rows(name), "current": name == here, "count": None} for name, label in pages]
