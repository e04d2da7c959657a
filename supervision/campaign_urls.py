"""Addresses of campaigns, their parts, the checklists and the three lists."""

from django.urls import path

from supervision.views import campaign_parts, campaigns, checklists, worklists

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/add/", campaigns.campaign_add, name="campaign-add"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("campaigns/<int:pk>/change/", campaigns.campaign_change, name="campaign-change"),
    path("campaigns/<int:pk>/start/", campaigns.start, name="campaign-start"),
    path("campaigns/<int:pk>/close/", campaigns.close, name="campaign-close"),
    path("campaigns/<int:pk>/teams/add/", campaign_parts.team_add, name="team-add"),
    path("teams/<int:pk>/", campaign_parts.team_change, name="team-change"),
    path("teams/<int:pk>/drop/", campaign_parts.team_drop, name="team-drop"),
    path("campaigns/<int:pk>/units/", campaign_parts.assign, name="unit-assign"),
    path("units/<int:pk>/take-off/", campaign_parts.take_off, name="unit-take-off"),
    path("campaigns/<int:pk>/draw/", campaign_parts.draw_add, name="draw-add"),
    path("draws/<int:pk>/", campaign_parts.draw_detail, name="draw-detail"),
    path("checklists/", checklists.checklist_list, name="checklist-list"),
    path("checklists/add/", checklists.checklist_add, name="checklist-add"),
    path("checklists/<int:pk>/", checklists.checklist_detail, name="checklist-detail"),
    path("checklists/<int:pk>/retire/", checklists.retire, name="checklist-retire"),
    path("checklists/<int:pk>/items/add/", checklists.item_add, name="item-add"),
    path("items/<int:pk>/", checklists.item_change, name="item-change"),
    path("items/<int:pk>/retire/", checklists.item_retire, name="item-retire"),
    path("campaigns/<int:pk>/lists/", worklists.worklist, name="worklist"),
    path("campaigns/<int:pk>/lists/add/", worklists.item_add, name="work-item-add"),
    path("campaigns/<int:pk>/lists/issue/", worklists.issue, name="worklist-issue"),
    path("work-items/<int:pk>/", worklists.item_change, name="work-item-change"),
    path("work-items/<int:pk>/drop/", worklists.item_drop, name="work-item-drop"),
    path("work/", worklists.entry_list, name="work-entry-list"),
    path("work/<int:pk>/", worklists.entry_detail, name="work-entry-detail"),
    path("work/<int:pk>/file/", worklists.entry_file, name="work-entry-file"),
    path("work/<int:pk>/reopen/", worklists.entry_reopen, name="work-entry-reopen"),
]
