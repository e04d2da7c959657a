"""The web server's entry; a person waits here, so statements and locks give up early."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")
os.environ.setdefault("AID_PORTAL_STATEMENT_TIMEOUT", "30s")
os.environ.setdefault("AID_PORTAL_LOCK_TIMEOUT", "10s")

application = get_wsgi_application()
