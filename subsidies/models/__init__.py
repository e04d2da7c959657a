"""The policy in force, the runs of the check and what they decided, and the money from its document to the child."""

from subsidies.models.adjustments import Adjustment, Recovery
from subsidies.models.arrivals import ArrivalQuestion, ArrivalSample
from subsidies.models.audit_checks import AuditExplanation, AuditHit, AuditRun
from subsidies.models.bank_files import BankFile, BankReturn, BankReturnLine, ReturnReason
from subsidies.models.bank_layouts import BankLayout
from subsidies.models.batches import Batch
from subsidies.models.budgets import Allotment, BudgetLine, FundingDocument
from subsidies.models.call_sheets import FilledCallSheet
from subsidies.models.canteens import Canteen, CanteenPlace, SupplyException, SupplyPeriod
from subsidies.models.cards import CardChange, StaffAccount
from subsidies.models.carry_overs import CarryOver
from subsidies.models.changes import RunChange
from subsidies.models.checks import Decision, DecisionCase, DryChange, EligibilityRun
from subsidies.models.consents import GuardianConsent
from subsidies.models.countersignatures import ApprovalBand, Countersignature
from subsidies.models.donation_agreements import DonationAgreement
from subsidies.models.donation_photos import DonationPhoto
from subsidies.models.donation_receipts import DonationReceipt
from subsidies.models.donors import Donor
from subsidies.models.entitlement_lists import EntitlementList
from subsidies.models.entitlements import Entitlement
from subsidies.models.findings import Finding, Whereabouts
from subsidies.models.flows import MoneyFlow, ReportedProgramme
from subsidies.models.gifts import Gift
from subsidies.models.hand_overs import DonationAward, HandOver
from subsidies.models.kitchen_pasts import CanteenPast, PlacePast, SupplierPast
from subsidies.models.ledger import LedgerAccount, LedgerEntry, LedgerLeg
from subsidies.models.meal_counts import ClassMeals, CompanionMeal, FoodSample, MealLeave
from subsidies.models.meal_menus import MenuLine
from subsidies.models.meal_openness import CommitteeMember, MealEvent
from subsidies.models.meal_purchases import InquiryPrice, MealIncome, MealPurchase, PriceInquiry, Supplier
from subsidies.models.meal_reports import MealReport
from subsidies.models.meal_standards import MealStandard
from subsidies.models.meal_store import StoreMove
from subsidies.models.meal_surveys import MealSurvey, MealSurveyAnswer
from subsidies.models.meal_uploads import MealUpload
from subsidies.models.payments import Payment
from subsidies.models.policies import PolicyRevision, PolicyVersion, Programme
from subsidies.models.posted_entitlements import PostedEntitlement
from subsidies.models.quotas import Quota
from subsidies.models.school_aid import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.models.statistics import FrozenFlow, StatisticsReport

__all__ = [
    "Adjustment",
    "Allotment",
    "ApprovalBand",
    "ArrivalQuestion",
    "ArrivalSample",
    "AuditExplanation",
    "AuditHit",
    "AuditRun",
    "BankFile",
    "BankLayout",
    "BankReturn",
    "BankReturnLine",
    "Batch",
    "BudgetLine",
    "Canteen",
    "CanteenPast",
    "CanteenPlace",
    "CardChange",
    "CarryOver",
    "ClassMeals",
    "CommitteeMember",
    "CompanionMeal",
    "Countersignature",
    "Decision",
    "DecisionCase",
    "DonationAgreement",
    "DonationAward",
    "DonationPhoto",
    "DonationReceipt",
    "Donor",
    "DryChange",
    "EligibilityRun",
    "Entitlement",
    "EntitlementList",
    "FilledCallSheet",
    "Finding",
    "FoodSample",
    "FrozenFlow",
    "FundingDocument",
    "Gift",
    "GuardianConsent",
    "HandOver",
    "InquiryPrice",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerLeg",
    "MealEvent",
    "MealIncome",
    "MealLeave",
    "MealPurchase",
    "MealReport",
    "MealStandard",
    "MealSurvey",
    "MealSurveyAnswer",
    "MealUpload",
    "MenuLine",
    "MoneyFlow",
    "Payment",
    "PlacePast",
    "PolicyRevision",
    "PolicyVersion",
    "PostedEntitlement",
    "PriceInquiry",
    "Programme",
    "Quota",
    "Recovery",
    "ReportedProgramme",
    "ReturnReason",
    "RunChange",
    "SchoolAidRate",
    "SchoolAidUse",
    "SchoolAidYear",
    "StaffAccount",
    "StatisticsReport",
    "StoreMove",
    "Supplier",
    "SupplierPast",
    "SupplyException",
    "SupplyPeriod",
    "Whereabouts",
]
