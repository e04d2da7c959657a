"""Start-up of the students app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("学生")
    default_auto_field = "django.db.models.BigAutoField"
