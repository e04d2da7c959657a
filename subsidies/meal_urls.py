"""Addresses of meals: the day at the table, canteens, days of supply."""

from django.urls import path

from subsidies.views import canteens, meal_days, meal_notes, meal_reports, supply_days

urlpatterns = [
    path("meals/", meal_days.school_list, name="meal-list"),
    path("meals/schools/<int:pk>/", meal_days.school_day, name="meal-school"),
    path("meals/schools/<int:pk>/count/", meal_days.count, name="meal-school-count"),
    path("meals/schools/<int:pk>/leave/", meal_days.leave, name="meal-school-leave"),
    path("meals/schools/<int:pk>/companion/", meal_notes.companion, name="meal-school-companion"),
    path("meals/schools/<int:pk>/sample/", meal_notes.sample, name="meal-school-sample"),
    path("meals/leaves/<int:pk>/take-back/", meal_days.take_back_leave, name="meal-leave-take-back"),
    path("meals/canteens/", canteens.canteen_list, name="canteen-list"),
    path("meals/canteens/add/", canteens.canteen_add, name="canteen-add"),
    path("meals/canteens/<int:pk>/", canteens.canteen_detail, name="canteen-detail"),
    path("meals/canteens/<int:pk>/feed/", canteens.feed, name="canteen-feed"),
    path("meals/canteens/<int:pk>/close/", canteens.close, name="canteen-close"),
    path("meals/months/", meal_reports.month_list, name="meal-month-list"),
    path("meals/months/sums/", meal_reports.month_list_sums, name="meal-month-sums"),
    path("meals/schools/<int:pk>/months/<int:year>/<int:month>/", meal_reports.month, name="meal-month"),
    path("meals/schools/<int:pk>/months/<int:year>/<int:month>/send/", meal_reports.send, name="meal-month-send"),
    path("meals/reports/", meal_reports.report_list, name="meal-report-list"),
    path("meals/reports/<int:pk>/", meal_reports.report_detail, name="meal-report-detail"),
    path("meals/reports/<int:pk>/lock/", meal_reports.lock, name="meal-report-lock"),
    path("meals/reports/<int:pk>/reopen/", meal_reports.reopen, name="meal-report-reopen"),
    path("meals/years/", meal_reports.year_list, name="meal-year-list"),
    path("meals/years/sums/", meal_reports.year_list_sums, name="meal-year-sums"),
    path("meals/supply/", supply_days.supply, name="supply-days"),
    path("meals/supply/period/", supply_days.set_period, name="supply-period-set"),
    path("meals/supply/day/", supply_days.set_day, name="supply-day-set"),
]
