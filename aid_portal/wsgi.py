"""The web server's entry; a person waits here, so statements and locks give up early."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")
os.environ.setdefault("AID_PORTAL_STATEMENT_TIMEOUT", "30s")
os.environ.setdefault("AID_PORTAL_LOCK_TIMEOUT", "10s")

application = get_wsgi_application()

# What is loaded stays: the collector need not walk a hundred thousand objects of code and settings again and again.
import_module(settings.ROOT_URLCONF)
gc.freeze()
