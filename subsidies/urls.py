"""Addresses of the subsidies floor: the policy, the check and what it decided."""

from django.urls import include, path

from subsidies.views import decisions, findings, policies, policy_drafts, runs, whereabouts

app_name = "subsidies"
urlpatterns = [
    path("", include("subsidies.bank_urls")),
    path("", include("subsidies.audit_urls")),
    path("", include("subsidies.batch_urls")),
    path("", include("subsidies.card_urls")),
    path("", include("subsidies.donation_paper_urls")),
    path("", include("subsidies.donation_urls")),
    path("", include("subsidies.fund_urls")),
    path("", include("subsidies.list_urls")),
    path("", include("subsidies.school_aid_urls")),
    path("", include("subsidies.statistics_urls")),
    path("decisions/", decisions.decision_list, name="decision-list"),
    path("decisions/sums/", decisions.decision_sums, name="decision-sums"),
    path("decisions/summary/", decisions.decision_summary, name="decision-summary"),
    path("decisions/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path("findings/", findings.finding_list, name="finding-list"),
    path("policies/", policies.policy_list, name="policy-list"),
    path("policies/<int:pk>/", policies.policy_detail, name="policy-detail"),
    path("policies/<int:pk>/term/", policies.policy_term, name="policy-term"),
    path("policies/<int:pk>/difference/", policies.policy_difference, name="policy-difference"),
    path("policies/<int:pk>/history/", policies.policy_history, name="policy-history"),
    path("policies/<int:pk>/draft/", policy_drafts.draft, name="policy-draft"),
    path("policies/<int:pk>/note/", policy_drafts.annotate, name="policy-annotate"),
    path("policies/<int:pk>/add/<str:part>/", policy_drafts.add_part, name="policy-part-add"),
    path("policies/<int:pk>/add/<str:part>/<str:programme>/", policy_drafts.add_part, name="policy-dated-add"),
    path("policies/<int:pk>/change/<str:part>/<str:key>/", policy_drafts.change_part, name="policy-part-change"),
    path("policies/<int:pk>/remove/<str:part>/<str:key>/", policy_drafts.remove_part, name="policy-part-remove"),
    path("policies/<int:pk>/restore/<int:number>/", policy_drafts.restore, name="policy-restore"),
    path("policies/<int:pk>/submit/", policy_drafts.submit, name="policy-submit"),
    path("policies/<int:pk>/withdraw/", policy_drafts.withdraw, name="policy-withdraw"),
    path("policies/<int:pk>/discard/", policy_drafts.discard, name="policy-discard"),
    path("policies/<int:pk>/approve/", policy_drafts.approve, name="policy-approve"),
    path("policies/<int:pk>/send-back/", policy_drafts.send_back, name="policy-send-back"),
    path("runs/", runs.run_list, name="run-list"),
    path("runs/start/", runs.start, name="run-start"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/changes/", runs.run_changes, name="run-changes"),
    path("whereabouts/", whereabouts.whereabouts_list, name="whereabouts-list"),
    path("whereabouts/summary/", whereabouts.whereabouts_summary, name="whereabouts-summary"),
    path("whereabouts/<int:pk>/", whereabouts.whereabouts_detail, name="whereabouts-detail"),
    path("whereabouts/<int:pk>/reveal/", whereabouts.reveal, name="whereabouts-reveal"),
]
