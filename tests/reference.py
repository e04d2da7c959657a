"""The rows that migrations bring: terms and the shipped policy."""

from importlib import import_module

from django.apps import apps


def restore_reference_data() -> None:
    """Put them back where a test that truncates all tables ran before."""
    if not apps.get_model("students", "TermSetting").objects.exists():
        import_module("students.migrations.0002_terms").add_terms(apps, None)
    if not apps.get_model("subsidies", "PolicyVersion").objects.exists():
        import_module("subsidies.migrations.0002_shipped_policy").add_policy(apps, None)
