"""The only settings. What differs between installs comes in by the environment; what is missing is said at once.

Each variable may also be given as `NAME_FILE`, a path to read it from. A file `handfast.env` in the data folder is read
too, so that the site, the worker and every command see the same; the real environment wins over it.
`docs/configuration.md` describes each variable and a test holds the two together.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
HANDFAST_DATA = Path(env.str("HANDFAST_DATA", default=str(BASE_DIR / "data"))).resolve()
environ.Env.read_env(HANDFAST_DATA / "handfast.env")

# --- Secrets and addresses ------------------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY")
# Keys of the households' cards, newest first, by comma. They are never in the database: without them it opens nothing.
CARD_KEYS = env.list("CARD_KEYS")
DEBUG = env.bool("DEBUG", default=False)
# Where people reach the site. Links in letters and on cards begin with it; https here switches on all that needs it.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_site.hostname or "localhost", "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
# How many proxies of ours stand before the site; their forwarded headers are believed, nobody else's.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Stripe ---------------------------------------------------------------------------------------------------------

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_PUBLISHABLE_KEY = env.str("STRIPE_PUBLISHABLE_KEY", default="")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRET", default=[])
# Empty: Stripe itself. The sandbox's address: the sandbox.
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="").rstrip("/")
STRIPE_JS_URL = env.str("STRIPE_JS_URL", default="https://js.stripe.com/endive/stripe.js")

# --- Applications ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "handfast.dashboard",
    "handfast.invoices",
    "handfast.registry",
    "handfast.rsvps",
    "handfast.guests",
    "handfast.weddings",
    "handfast.mail",
    "handfast.payments",
    "handfast.accounts",
    "handfast.core",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "handfast.accounts.adminapp.SuperusersOnlyConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "handfast.payments.webhooks.Doorbell",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handfast.accounts.sessions.HostSessions",
    "handfast.weddings.middleware.ClosedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handfast.core.addresses.OddAddresses",
]

ROOT_URLCONF = "handfast.urls"
WSGI_APPLICATION = "handfast.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "handfast" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "handfast.dashboard.navigation.navigation",
            ],
        },
    }
]

# --- Keeping --------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HANDFAST_DATA / 'handfast.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A payment that was acknowledged survives a power cut: WAL with synchronous=FULL. IMMEDIATE takes the write lock at
    # BEGIN, so that two writers queue instead of one failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    # Threads in tests need a file: the in-memory database belongs to one connection.
    DATABASES["default"]["TEST"] = {"NAME": str(HANDFAST_DATA / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, because limits on sign-in must count across every process of the site.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Pictures that hosts upload; the site serves them itself, to those who may see them.
MEDIA_ROOT = HANDFAST_DATA / "media"
STATIC_URL = "/static/"
STATIC_ROOT = HANDFAST_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "handfast" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- People ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["handfast.accounts.backends.HostBackend", "handfast.accounts.backends.CardBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "handfast.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "handfast.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "handfast.accounts.forms.SignInForm",
    "reset_password": "handfast.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "handfast.accounts.forms.NewPasswordForm",
    "change_password": "handfast.accounts.forms.OwnPasswordForm",
}
# Failed sign-ins are counted by accounts/limits.py, which cannot lock anybody out.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# "Keep me signed in" lasts 30 days; without it a host's session ends with the browser or sooner (accounts/sessions.py).
SESSION_COOKIE_AGE = 30 * 86_400
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Letters --------------------------------------------------------------------------------------------------------

# Until a mail server is named, letters are kept in the data folder, one file each, and on the site's Letters page.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{HANDFAST_DATA / 'letters'}"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"Handfast <wedding@{_site.hostname}>")

# --- Manners --------------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "handfast.core.discretion.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Stripe's own log lines carry request bodies at DEBUG; ours say what matters.
    "loggers": {"stripe": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
