"""The ground floor's start-up: discovers what each app registers."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

REGISTERS = (
    *("events", "menu", "awaiting", "traces", "exports", "cards", "panels", "dependants", "rolls", "selfchecks", "open_data"),
    "tasks",
)


class AidPortalConfig(AppConfig):
    name = "aid_portal"
    verbose_name = _("门户")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the registers of the portal's own apps, lowest floor first, so that the menu stands in floor order."""
        for name in settings.FLOORS:
            module = apps.get_app_config(name).module
            for register in REGISTERS:
                if module_has_submodule(module, register):
                    import_module(f"{name}.{register}")
