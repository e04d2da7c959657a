"""The first page after the login: what waits for me, then where things stand."""

from django.shortcuts import render

from aid_portal import home_cards
from aid_portal.current_term import current_term


def home(request):
    viewer = home_cards.Viewer(request.user, current_term(request))
    context = {"groups": home_cards.todos_for(viewer), "panels": list(home_cards.panels_for(viewer))}
    return render(request, "aid_portal/home/home.html", context)


home.permission = None  # anybody logged in; each line and each panel has its own permission
