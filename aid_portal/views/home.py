"""The first page after the login: what waits for me, then where I can go."""

from django.shortcuts import render

from aid_portal import menu


def home(request):
    sections = [section for section in menu.menu_for(request.user, request.path) if section.entries]
    waiting = [entry for section in sections for entry in section.entries if entry.count]
    return render(request, "aid_portal/home/home.html", {"sections": sections, "waiting": waiting})


home.permission = None  # anybody logged in; each entry has its own permission
