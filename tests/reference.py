"""The rows that migrations bring: terms, policy, layouts of bank files, reasons of returns, agency words and the like."""

from importlib import import_module

from django.apps import apps


def restore_reference_data() -> None:
    """Put them back where a test that truncates all tables ran before."""
    if not apps.get_model("students", "TermSetting").objects.exists():
        import_module("students.migrations.0002_terms").add_terms(apps, None)
    if not apps.get_model("subsidies", "PolicyVersion").objects.exists():
        import_module("subsidies.migrations.0002_shipped_policy").add_policy(apps, None)
    if not apps.get_model("subsidies", "BankLayout").objects.exists():
        import_module("subsidies.migrations.0009_bank_layouts").add_layouts(apps, None)
        import_module("subsidies.migrations.0028_approved_layouts").approve_shipped(apps, None)
    if not apps.get_model("subsidies", "MealStandard").objects.exists():
        import_module("subsidies.migrations.0022_meal_standards").add_standards(apps, None)
        import_module("subsidies.migrations.0034_two_for_a_standard").approve_shipped(apps, None)
    if not apps.get_model("supervision", "IssueWord").objects.exists():
        import_module("supervision.migrations.0002_issue_words").add_words(apps, None)
    if not apps.get_model("supervision", "WarningSetting").objects.exists():
        import_module("supervision.migrations.0009_warning_settings").fill(apps, None)
        import_module("supervision.migrations.0017_gaps_and_endings").fill(apps, None)
    if not apps.get_model("supervision", "NoticeStandard").objects.exists():
        import_module("supervision.migrations.0022_notice_standards").ship(apps, None)
    if not apps.get_model("supervision", "Checklist").objects.exists():
        import_module("supervision.migrations.0006_checklists").add_checklists(apps, None)
    if not apps.get_model("supervision", "GrievanceDeadline").objects.exists():
        import_module("supervision.migrations.0012_grievance_deadlines").add_deadlines(apps, None)
