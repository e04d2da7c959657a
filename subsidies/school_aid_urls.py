"""Addresses of school aid: the schools' years, what they gave, the rates."""

from django.urls import path

from subsidies.views import school_aid, school_aid_rates, school_aid_uses

urlpatterns = [
    path("school-aid/", school_aid.year_list, name="school-aid-list"),
    path("school-aid/sums/", school_aid.year_sums, name="school-aid-sums"),
    path("school-aid/state/", school_aid.state, name="school-aid-state"),
    path("school-aid/<int:pk>/", school_aid.year_detail, name="school-aid-detail"),
    path("school-aid/<int:pk>/restate/", school_aid.restate, name="school-aid-restate"),
    path("school-aid/<int:pk>/basis/", school_aid.basis, name="school-aid-basis"),
    path("school-aid/<int:pk>/use/", school_aid_uses.record, name="school-aid-use"),
    path("school-aid/uses/<int:pk>/confirm/", school_aid_uses.confirm, name="school-aid-use-confirm"),
    path("school-aid/uses/<int:pk>/refuse/", school_aid_uses.refuse, name="school-aid-use-refuse"),
    path("school-aid/uses/<int:pk>/withdraw/", school_aid_uses.withdraw, name="school-aid-use-withdraw"),
    path("school-aid/uses/<int:pk>/reverse/", school_aid_uses.reverse, name="school-aid-use-reverse"),
    path("school-aid/rates/", school_aid_rates.rate_list, name="school-aid-rate-list"),
    path("school-aid/rates/add/", school_aid_rates.rate_add, name="school-aid-rate-add"),
    path("school-aid/rates/<int:pk>/", school_aid_rates.rate_detail, name="school-aid-rate-detail"),
    path("school-aid/rates/<int:pk>/decide/", school_aid_rates.rate_decide, name="school-aid-rate-decide"),
]
