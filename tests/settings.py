"""The site's own settings, with data in a temporary folder and secrets that are worth nothing.

`DATABASE_URL` is taken from the environment, so that the same suite runs on SQLite and on PostgreSQL.
"""

import os
import tempfile

from cryptography.fernet import Fernet

_folder = tempfile.TemporaryDirectory(prefix="handfast-tests-")

for _name in [name for name in os.environ if name.startswith(("STRIPE_", "EMAIL_"))]:
    del os.environ[_name]
os.environ["HANDFAST_DATA"] = _folder.name
os.environ["SECRET_KEY"] = "tests-" + Fernet.generate_key().decode()
os.environ["CARD_KEYS"] = Fernet.generate_key().decode()
os.environ["SITE_URL"] = "http://localhost:8000"
# Playwright's synchronous API keeps an event loop in the thread of the test, where Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from handfast.settings import *  # noqa: E402, F403
from handfast.settings import DATABASES, PASSWORD_HASHERS, STATIC_ROOT, STORAGES  # noqa: E402

# No manifest: tests need no collectstatic before them.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir()
# Hosts of the cast have passwords; stretching each would be most of the suite's time. The real hashers stay, second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A thread's connection that outlives its test would keep the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
