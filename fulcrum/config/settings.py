"""Django's settings, filled from the typed environment in `fulcrum.runtime.env`."""

import os
import sys

import django.conf.locale
import pghistory
from csp.constants import NONE, SELF

from fulcrum.runtime import connections, env, mail_way
from fulcrum.runtime.mail_way import MailFolder, MailServer

ENV = env.read()
PROJECT = env.PROJECT
BUILD = PROJECT / "build"

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
DEMONSTRATION = ENV.demonstration
SECOND_FACTOR = ENV.second_factor
ALLOWED_HOSTS = list(ENV.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "fulcrum.foundation.users",
    "fulcrum.foundation.audit",
    "fulcrum.foundation.jobs",
    "fulcrum.foundation.notices",
    "fulcrum.foundation.attachments",
    "fulcrum.foundation.signin",
    "fulcrum.foundation.api",
    "fulcrum.foundation.web",
    "fulcrum.registry",
    "fulcrum.units",
    "fulcrum.allocation",
]

MIDDLEWARE = [
    "fulcrum.foundation.web.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fulcrum.foundation.web.middleware.ActingPerson",
    "fulcrum.foundation.signin.middleware.SignedIn",
    "fulcrum.foundation.web.refused.RefusedPage",
]

ROOT_URLCONF = "fulcrum.config.urls"
WSGI_APPLICATION = "fulcrum.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fulcrum.foundation.web.context.page",
                "fulcrum.foundation.signin.context.account",
                "fulcrum.foundation.notices.context.bell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "fulcrum.foundation.web.templatetags.wording",
            ],
        },
    }
]

# Migrations and preparation run as the owner of the tables, everything else as a role that is no superuser.
DATABASES = {
    "default": {
        **connections.django_database(connections.url_for_role(ENV)),
        "CONN_MAX_AGE": 0,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
if ENV.role == "app" and "PYTEST_VERSION" not in os.environ:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that all web processes see the same and a power cut loses nothing; see signin's migrations.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_USER_MODEL = "users.User"
LOGIN_URL = "signin:sign_in"
LOGIN_REDIRECT_URL = "web:work"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
# allauth checks second factors and steps of signing in; attempts are counted by signin/services/limits.py.
ACCOUNT_ADAPTER = "fulcrum.foundation.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
MFA_ADAPTER = "fulcrum.foundation.signin.adapters.FactorAdapter"
MFA_TOTP_ISSUER = "Fulcrum"
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = int(ENV.behind_tls)

# Django ships no Sinhala: it must be told that the language exists; the words are in our own catalogue.
django.conf.locale.LANG_INFO["si"] = {"bidi": False, "code": "si", "name": "Sinhala", "name_local": "සිංහල"}
LANGUAGES = [("si", "සිංහල"), ("ta", "தமிழ்"), ("en", "English")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PROJECT / "fulcrum" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Colombo"

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [BUILD / "assets"] if (BUILD / "assets").is_dir() else []
_manifest = (STATIC_ROOT / "staticfiles.json").is_file() and not DEBUG and "PYTEST_VERSION" not in os.environ
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _manifest or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _manifest
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "fulcrum.foundation.web.errors.csrf_failure"
# Only a proxy that sets the header itself may be believed, so it counts only where an operator says that there is one.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_tls else None
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.behind_tls
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Each file is cut off by itself, before it is known who sends it: no form takes more than one.
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = [
    "fulcrum.foundation.attachments.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# How mail leaves: through a server, or, where none is named, as files in the data folder.
_server = ENV.mail if isinstance(ENV.mail, MailServer) else None
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _server
    else "fulcrum.foundation.notices.eml_files.EmlFiles"
)
EMAIL_FILE_PATH = ENV.mail.path if isinstance(ENV.mail, MailFolder) else None
EMAIL_HOST, EMAIL_PORT = (_server.host, _server.port) if _server else ("localhost", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (_server.user, _server.password) if _server else ("", "")
EMAIL_USE_TLS = _server is not None and _server.tls == "starttls"
EMAIL_USE_SSL = _server is not None and _server.tls == "implicit"
EMAIL_TIMEOUT = mail_way.SECONDS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
PUBLIC_URL = ENV.public_url

# Versions of rows are found by their row; nobody asks them what else points where.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {
            "level": "CRITICAL"
        },  # foundation/web/errors.py says it with the remedy
        "django.server": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}
