"""Settings: read from the environment only; a missing or dangerous value is refused in words."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy
from environ import FileAwareEnv

from aid_portal import logs, production

BASE_DIR = Path(__file__).resolve().parent.parent
env = FileAwareEnv()
env.read_env(BASE_DIR / ".env")

# Where we are. Production is this word and nothing else.
PRODUCTION = env.str("AID_PORTAL_ENV", default="development") == "production"
HOME = Path(env.str("AID_PORTAL_HOME", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
KEYRING = env.str("AID_PORTAL_KEYRING", default="" if PRODUCTION else str(HOME / "keys" / "keyring.json"))
# A folder with further fonts for printed papers: those with rare characters, or the bureau's own (aid_portal/typefaces.py).
FONTS = env.str("AID_PORTAL_FONTS", default="")
LIST_SERVICES = env.json("LIST_SERVICES", default={})  # of departments, by kind of list: {"civil": "https://…/civil.xlsx"}
LIST_SERVICES_TOKEN = env.str("LIST_SERVICES_TOKEN", default="").strip()
# Values may come from files (NAME_FILE), which editors like to end with a newline.
BROKER_URL = env.str("BROKER_URL", default="").strip()
CACHE_URL = env.str("CACHE_URL", default="").strip()
DATABASE_URL = env.str("DATABASE_URL", default="").strip()
SECRET_KEY = env.str("SECRET_KEY", default="").strip()
SERVERS = {"DATABASE_URL": DATABASE_URL, "BROKER_URL": BROKER_URL, "CACHE_URL": CACHE_URL}
if PRODUCTION:
    production.refuse(
        production.faults(
            debug=DEBUG, secret_key=SECRET_KEY, hosts=ALLOWED_HOSTS, keyring=KEYRING, broker=BROKER_URL, cache=CACHE_URL
        )
    )
production.refuse(production.unset(SERVERS))
SECRET_KEY = SECRET_KEY or production.local_secret(HOME)

# Apps, lowest floor first: menus and registers stand in this order.
FLOORS = ["aid_portal", "students", "subsidies", "supervision"]
INSTALLED_APPS = [
    *FLOORS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_structlog",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_celery_beat",
    "pgtrigger",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aid_portal.logs.PathOnlyRequestMiddleware",
    "aid_portal.middleware.AddressIsText",
    "aid_portal.middleware.AuditOrigin",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aid_portal.middleware.DenialsOnRecord",
    "aid_portal.middleware.TokensOnRecord",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "aid_portal.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "aid_portal.middleware.ReadOnlyGet",
    "aid_portal.middleware.RefusalToMessage",
]
ROOT_URLCONF = "aid_portal.urls"
WSGI_APPLICATION = "aid_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aid_portal.menu.portal",
            ],
        },
    },
]
FORM_RENDERER = "aid_portal.widgets.FormRenderer"

# PostgreSQL. Nobody waits for ever: the web server asks for shorter limits than workers and commands (wsgi.py).
LIMITS = {
    "statement_timeout": env.str("AID_PORTAL_STATEMENT_TIMEOUT", default="600s"),
    "lock_timeout": env.str("AID_PORTAL_LOCK_TIMEOUT", default="60s"),
    "idle_in_transaction_session_timeout": env.str("AID_PORTAL_IDLE_TIMEOUT", default="900s"),
}
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=env.int("AID_PORTAL_CONN_MAX_AGE", default=60),
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        "connect_timeout": 5,
        "application_name": "aid_portal",
        "options": " ".join(f"-c {name}={limit}" for name, limit in LIMITS.items()),
    },
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache holds sessions: it is another server than the broker, and a GET never writes to the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": env.str("AID_PORTAL_CACHE_PREFIX", default="aid"),
        "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 5, "health_check_interval": 30},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_IDLE = timedelta(minutes=30)
SESSION_ABSOLUTE = timedelta(hours=8)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# People.
AUTH_USER_MODEL = "aid_portal.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["aid_portal.hashers.Argon2idHasher"]

# Transport. A county intranet may run without TLS; it must say so.
HTTPS = env.bool("AID_PORTAL_HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^alive/$", r"^ready/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
TRUSTED_PROXY = env.bool("AID_PORTAL_TRUSTED_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
# Bootstrap draws its arrows and crosses with data: images; nothing else comes from elsewhere than here.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Language and time: the official wording is the message id, there is no other language to fall back to.
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files. Uploads are buffered under HOME, never in a shared /tmp.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_MANIFEST = env.bool("AID_PORTAL_STATIC_MANIFEST", default=PRODUCTION)
# Elsewhere than in production nothing is collected: WhiteNoise serves each app's files where they lie.
STATIC_ROOT = env.str("AID_PORTAL_STATIC_ROOT", default=str(HOME / "static")) if STATIC_MANIFEST else None
MANIFEST_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": MANIFEST_STORAGE if STATIC_MANIFEST else PLAIN_STORAGE},
}
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
FILES_DIR = HOME / "files"
TEMP_DIR = HOME / "tmp"
TEMP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
FILE_UPLOAD_TEMP_DIR = str(TEMP_DIR)
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Celery only wakes workers. Why these numbers: an unacknowledged task comes back after 900 s, so no task may run longer.
WORKERS = env.int("AID_PORTAL_WORKERS", default=2)
CELERY_BROKER_URL = BROKER_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    "socket_timeout": 30,
    "health_check_interval": 25,
    "global_keyprefix": env.str("AID_PORTAL_BROKER_PREFIX", default=""),
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "aid_portal.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "prune": {"task": "aid_portal.prune", "schedule": 3600.0, "options": {"expires": 3600}},
    # after the day's work, before the next one's
    "selfchecks": {"task": "aid_portal.selfchecks", "schedule": crontab(hour=1, minute=40)},
    "audit_checks": {"task": "subsidies.audit_checks.nightly", "schedule": crontab(hour=2, minute=30)},
    "take_down": {"task": "students.public_notices.take_down", "schedule": crontab(hour="0-7", minute=5)},
    # every hour of the working day, since a second run sends nothing twice: who starts the machine at nine misses nothing
    "steps": {"task": "supervision.steps.run", "schedule": crontab(hour="7-17", minute=20)},
    # what has been missed for want of a broker, and deadlines that a new table of holidays allows
    "warnings": {"task": "supervision.warnings.refresh", "schedule": crontab(hour=3, minute=10)},
    "absences": {"task": "supervision.absences.run", "schedule": crontab(hour="7-17", minute=40)},
    "grievances": {"task": "supervision.grievances.remind", "schedule": crontab(hour="7-17", minute=50)},
}

# REST API: JSON only; the browsable pages would need inline scripts.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "aid_portal.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["aid_portal.permissions.HasPermission"],
    "DEFAULT_PARSER_CLASSES": ["aid_portal.api.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "aid_portal.api.schema.PortalSchema",
    "DEFAULT_THROTTLE_CLASSES": ["aid_portal.api.throttles.PerPerson", "aid_portal.api.throttles.PerToken"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "token": "600/min"},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "学生资助与教育发展门户 API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": ["aid_portal.api.enums.name_enums"],
}
# A filter that is not set says so.
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("全部")
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = logs.configure(env.str("LOG_LEVEL", default="INFO"))
