"""What outreach of the year comes to, on the home page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.home_cards import Panel, Stat, Viewer, register_panel
from aid_portal.links import rows
from aid_portal.permissions import Permission
from supervision.outreach_choices import DEFINITIONS, Figure
from supervision.reports.outreach import total_of

UNITS = {
    Figure.VISITS: gettext_lazy("人次"), Figure.COPIES: gettext_lazy("份"), Figure.PUSHES: gettext_lazy("次"),
    Figure.MEETINGS: gettext_lazy("场"),
}  # fmt: skip
ICONS = {Figure.VISITS: "house", Figure.COPIES: "file-earmark-text", Figure.PUSHES: "send", Figure.MEETINGS: "people"}


def year_of_outreach(viewer: Viewer) -> Panel | None:
    """Nothing where nothing was done in the calendar year of the term."""
    year = viewer.term.year
    total = total_of(viewer.user, year)
    if not any(total[figure] for figure in Figure):
        return None
    return Panel(_("%(year)s年宣传") % {"year": year}, stats=[_stat(figure, total[figure], year) for figure in Figure])


def _stat(figure: Figure, number: int, year: int) -> Stat:
    url = rows("supervision:outreach-list", year=year, figure=figure.value, state="valid")
    return Stat(
        str(figure.label), figures.count(number), str(UNITS[figure]), url, full=str(DEFINITIONS[figure]), icon=ICONS[figure]
    )


register_panel(Permission.OUTREACH_VIEW, year_of_outreach, 40)
