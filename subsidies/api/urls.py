"""Addresses of the subsidies floor's resources; basenames begin with api-."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from subsidies.api import (
    adjustments,
    approval_bands,
    arrivals,
    audit_checks,
    bank_files,
    bank_layouts,
    batches,
    budgets,
    call_sheets,
    carry_overs,
    donation_papers,
    donations,
    entitlements,
    flows,
    hand_overs,
    kept_reports,
    kitchens,
    lists,
    meal_months,
    meal_store,
    meals,
    papers,
    policies,
    public_figures,
    quotas,
    results,
    returns,
    runs,
    school_aid,
    staff_accounts,
    statistics,
    tie_outs,
)

router = SimpleRouter()
router.register("policies", policies.PolicyVersionViewSet, basename="api-policy")
router.register("documents", budgets.FundingDocumentViewSet, basename="api-document")
router.register("budgets", budgets.BudgetLineViewSet, basename="api-budget")
router.register("entries", budgets.LedgerEntryViewSet, basename="api-entry")
router.register("decisions", results.DecisionViewSet, basename="api-decision")
router.register("findings", results.FindingViewSet, basename="api-finding")
router.register("whereabouts", results.WhereaboutsViewSet, basename="api-whereabouts")
router.register("runs", runs.RunViewSet, basename="api-run")
router.register("lists", lists.ListViewSet, basename="api-list")
router.register("entitlements", entitlements.EntitlementViewSet, basename="api-entitlement")
router.register("quotas", quotas.QuotaViewSet, basename="api-quota")
router.register("adjustments", adjustments.AdjustmentViewSet, basename="api-adjustment")
router.register("recoveries", adjustments.RecoveryViewSet, basename="api-recovery")
router.register("batches", batches.BatchViewSet, basename="api-batch")
router.register("bank-files", bank_files.BankFileViewSet, basename="api-bank-file")
router.register("bank-layouts", bank_layouts.BankLayoutViewSet, basename="api-bank-layout")
router.register("audit-hits", audit_checks.AuditHitViewSet, basename="api-audit-hit")
router.register("audit-runs", audit_checks.AuditRunViewSet, basename="api-audit-run")
router.register("returns", returns.BankReturnViewSet, basename="api-return")
router.register("staff-accounts", staff_accounts.StaffAccountViewSet, basename="api-staff-account")
router.register("kept-reports", kept_reports.KeptReportViewSet, basename="api-kept-report")
router.register("cards", returns.CardChangeViewSet, basename="api-card")
router.register("school-aid", school_aid.SchoolAidYearViewSet, basename="api-school-aid")
router.register("school-aid-uses", school_aid.SchoolAidUseViewSet, basename="api-school-aid-use")
router.register("approval-bands", approval_bands.ApprovalBandViewSet, basename="api-approval-band")
router.register("arrivals", arrivals.ArrivalViewSet, basename="api-arrival")
router.register("call-sheets", call_sheets.CallSheetViewSet, basename="api-call-sheet")
router.register("school-aid-rates", school_aid.SchoolAidRateViewSet, basename="api-school-aid-rate")
router.register("donors", donations.DonorViewSet, basename="api-donor")
router.register("donation-agreements", donations.DonationAgreementViewSet, basename="api-donation-agreement")
router.register("gifts", donations.GiftViewSet, basename="api-gift")
router.register("carry-overs", carry_overs.CarryOverViewSet, basename="api-carry-over")
router.register("donation-receipts", hand_overs.DonationReceiptViewSet, basename="api-donation-receipt")
router.register("hand-overs", hand_overs.HandOverViewSet, basename="api-hand-over")
router.register("consents", hand_overs.GuardianConsentViewSet, basename="api-consent")
router.register("canteens", kitchens.CanteenViewSet, basename="api-canteen")
router.register("suppliers", kitchens.SupplierViewSet, basename="api-supplier")
router.register("meal-standards", kitchens.MealStandardViewSet, basename="api-meal-standard")
router.register("supply-periods", kitchens.SupplyPeriodViewSet, basename="api-supply-period")
router.register("supply-days", kitchens.SupplyDayViewSet, basename="api-supply-day")
router.register("price-inquiries", kitchens.PriceInquiryViewSet, basename="api-price-inquiry")
router.register("class-meals", meals.ClassMealsViewSet, basename="api-class-meals")
router.register("meal-leaves", meals.MealLeaveViewSet, basename="api-meal-leave")
router.register("companion-meals", meals.CompanionMealViewSet, basename="api-companion-meal")
router.register("food-samples", meals.FoodSampleViewSet, basename="api-food-sample")
router.register("meal-income", meals.MealIncomeViewSet, basename="api-meal-income")
router.register("meal-purchases", meals.MealPurchaseViewSet, basename="api-meal-purchase")
router.register("meal-store", meal_store.StoreMoveViewSet, basename="api-meal-store")
router.register("meal-menus", meal_store.MenuLineViewSet, basename="api-meal-menu")
router.register("meal-months", meal_months.MealReportViewSet, basename="api-meal-month")
router.register("meal-pupils", meal_months.MealPupilViewSet, basename="api-meal-pupil")
router.register("meal-surveys", meal_months.MealSurveyViewSet, basename="api-meal-survey")
router.register("meal-events", meal_months.MealEventViewSet, basename="api-meal-event")
router.register("committee-members", meal_months.CommitteeMemberViewSet, basename="api-committee-member")
router.register("meal-uploads", meal_months.MealUploadViewSet, basename="api-meal-upload")
router.register("flows", flows.FlowViewSet, basename="api-flow")

urlpatterns = [
    path("batches/<int:batch>/payments/", batches.BatchPaymentViewSet.as_view({"get": "list"}), name="api-batch-payments"),
    path("batches/<int:batch>/roster/", papers.PaymentRosterViewSet.as_view({"post": "payment_roster"}), name="api-paper-roster"),
    path("batches/<int:pk>/request/", papers.BatchPaperViewSet.as_view({"post": "payment_request"}), name="api-paper-request"),
    path(
        "batches/<int:pk>/returned/", papers.BatchPaperViewSet.as_view({"post": "returned_payments"}), name="api-paper-returned"
    ),
    path(
        "donation-agreements/<int:pk>/donors/<int:donor>/paper/",
        donation_papers.DonationPaperViewSet.as_view({"post": "donor_report"}),
        name="api-paper-donor",
    ),
    path(
        "donation-receipts/<int:pk>/paper/",
        donation_papers.DonationPaperViewSet.as_view({"post": "receipt_stub"}),
        name="api-paper-receipt",
    ),
    path(
        "hand-overs/<int:pk>/paper/",
        donation_papers.DonationPaperViewSet.as_view({"post": "hand_over_list"}),
        name="api-paper-hand-over",
    ),
    path("lists/<int:pk>/public/", papers.PublicListViewSet.as_view({"post": "public_list"}), name="api-paper-public"),
    path("public-figures/", public_figures.PublicYearsView.as_view(), name="api-public-years"),
    path("public-figures/<int:year>/", public_figures.PublicYearView.as_view(), name="api-public-year"),
    path("runs/<int:run>/changes/", runs.RunChangeViewSet.as_view({"get": "list"}), name="api-run-changes"),
    path("tie-out/", tie_outs.TieOutViewSet.as_view({"get": "list"}), name="api-tie-out"),
    path("delays/", tie_outs.TieOutViewSet.as_view({"get": "delays"}), name="api-delays"),
    path(
        "kept-reports/<int:report>/flows/",
        flows.FrozenFlowViewSet.as_view({"get": "list"}),
        name="api-kept-report-flows",
    ),
    path("statistics/", statistics.StatisticsViewSet.as_view({"get": "retrieve"}), name="api-statistics"),
    *router.urls,
]
