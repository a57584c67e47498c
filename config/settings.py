"""Settings: one file for every place; what differs between places comes from the environment.

README.md lists the variables. A `.env` file beside manage.py is read too; the environment wins.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.env import database, env, positive_seconds, secret_key, strict_bool, text

# Lets `ModelAdmin[Order]` stand in a class statement: the type checker wants it, Django does not
# know it yet.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"

env.read_env(BASE_DIR / ".env")

DEBUG = strict_bool("DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG, kept_in=LOCAL_DIR / "secret_key")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Applications

INSTALLED_APPS = [
    "config.apps.SettingsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "simple_history",
    "axes",
    # numbering first: its `flush` command replaces Django's.
    "numbering",
    "orders",
    "invoicing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "numbering.access.CompanyMiddleware",
    "config.middleware.DomainErrorMiddleware",
    # Last, as its authors ask: it turns a lock-out found during log-in into its page.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.shell",
            ],
        },
    },
]

# Database

# Seconds a draw waits for its turn before it says "try again".
NUMBERING_LOCK_TIMEOUT = positive_seconds("NUMBERING_LOCK_TIMEOUT", default=5.0)

DATABASES = {
    "default": database(
        default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}", lock_timeout=NUMBERING_LOCK_TIMEOUT
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Log-in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = reverse_lazy("login")
LOGIN_REDIRECT_URL = reverse_lazy("start")
LOGOUT_REDIRECT_URL = reverse_lazy("login")

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=10)
# Both together: a colleague behind the same address is not shut out, nor is the owner of a name
# by a stranger who guesses at it from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "errors/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429

# Language and time

LANGUAGE_CODE = text("LANGUAGE_CODE", default="en")
LANGUAGES = [
    ("en", _("English")),
    ("da", _("Danish")),
    ("sv", _("Swedish")),
    ("de", _("German")),
    ("pl", _("Polish")),
    ("fi", _("Finnish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = text("TIME_ZONE", default="Europe/Copenhagen")
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = Path(text("STATIC_ROOT", default=str(LOCAL_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG

# API

# Of one token, in each process of the server.
API_REQUESTS_PER_MINUTE = int(text("API_REQUESTS_PER_MINUTE", default="1200"))

# Mail

vars().update(
    env.email_url_config(
        text("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
    )
)
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", default="nummerwerk@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Security

# Off only where the server is reached over plain HTTP, as inside one office's network.
HTTPS = strict_bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=30 * 24 * 3600) if HTTPS else 0
# Only the owner of the domain can promise HTTPS for all its other hosts, and preloading cannot
# be taken back; so neither is on by itself.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if strict_bool("TRUST_PROXY_HEADERS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# Name and form of Django 6's setting, so that its middleware can take over from ours.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

# Logging: to the console everywhere; Django's own default is silent outside DEBUG.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # It tells of every style that only screens know, and of each of its steps.
        "weasyprint": {"level": "ERROR"},
        "factur-x": {"level": "WARNING"},
        "weasyprint.progress": {"level": "ERROR"},
        "axes": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
