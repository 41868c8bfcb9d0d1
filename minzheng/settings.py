"""Settings: the environment decides (names in docs/settings.md); nothing here is secret."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from minzheng import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = environment.flag("MINZHENG_DEBUG", default=False)
SECRET_KEY = environment.secret_key(
    "MINZHENG_SECRET_KEY", debug=DEBUG, keep_in=VAR_DIR / "secret_key"
)
ALLOWED_HOSTS = environment.hosts("MINZHENG_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
DATABASES = {"default": environment.database("DATABASE_URL", default=VAR_DIR / "minzheng.sqlite3")}
ATOMIC_REQUESTS = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "sums": {  # of all processes; found by what they follow from, so never stale; may be deleted
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "sums",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "regions",
    "indicators",
    "minzheng.apps.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "django_htmx",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "minzheng.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "minzheng.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "minzheng.language.ChosenLanguage",
    "minzheng.intake.Intake",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regions.denials.DenialsAudited",
    "regions.sessions.SessionLimits",
    "regions.sessions.LoggedIn",
    "axes.middleware.AxesMiddleware",
    "minzheng.errors.Refusals",
]
if DEBUG:
    MIDDLEWARE.append("minzheng.errors.OwnPages")
ROOT_URLCONF = "minzheng.urls"
WSGI_APPLICATION = "minzheng.wsgi.application"
TEMPLATES = [
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
                "csp.context_processors.nonce",
                "minzheng.context.page",
            ],
            "libraries": {"components": "indicators.dashboard.templatetags.components"},
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "minzheng" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = environment.folder(VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "minzheng.staticfiles.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = environment.named_folder("MINZHENG_MEDIA_ROOT", VAR_DIR / "media")
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
LARGEST_BODY = 40 * 1024 * 1024  # the largest batch of 32 MB, and the form around it
AUDIT_ANCHORS = Path(environment.text("MINZHENG_AUDIT_ANCHORS") or VAR_DIR / "anchors")

AUTH_USER_MODEL = "regions.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "regions.accounts.Accounts"]
PASSWORD_HASHERS = ["regions.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "regions.passwords.CharacterClasses"},
    {"NAME": "regions.passwords.ContextWords"},
]
PASSWORD_AGE_DAYS = environment.whole("MINZHENG_PASSWORD_AGE_DAYS", 90)  # 0: passwords keep
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "regions.accounts.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # bureaus share one address: the account is locked
AXES_DISABLE_ACCESS_LOG = True

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG
SESSION_IDLE_SECONDS = 30 * 60
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "minzheng.errors.csrf_failure"
PROXIES = environment.whole("MINZHENG_PROXIES", 0)  # of our own, in front of this server
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if not DEBUG:
    SECURE_SSL_REDIRECT = environment.flag("MINZHENG_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],  # a chart is saved as a picture by way of a blob
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = False
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
BASE_URL = environment.base_url("MINZHENG_BASE_URL")
EMAIL_HOST = environment.host("MINZHENG_SMTP_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = environment.whole("MINZHENG_SMTP_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = environment.text("MINZHENG_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("MINZHENG_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("MINZHENG_SMTP_TLS", default=False)
EMAIL_USE_SSL = environment.flag("MINZHENG_SMTP_SSL", default=False)
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("MINZHENG_SMTP_TLS and MINZHENG_SMTP_SSL: set one of them only")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.sender("MINZHENG_MAIL_FROM", "minzheng@localhost")
MAP_FILE = environment.file("MINZHENG_MAP", BASE_DIR / "fixtures/geo/hubei_prefectures.geojson")
MAP_APPROVAL = environment.text("MINZHENG_MAP_APPROVAL")  # 审图号
SITE_NAME = environment.text("MINZHENG_SITE_NAME")
DEMO_PASSWORD = environment.text("MINZHENG_DEMO_PASSWORD") or "Demo-2020-minzheng"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # the rest is in minzheng.errors' lines
}
