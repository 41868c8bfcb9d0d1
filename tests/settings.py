"""The product's settings, but for what would make tests slow or touch a real installation."""

import os

os.environ.setdefault("MINZHENG_DEBUG", "1")
os.environ.setdefault("MINZHENG_SECRET_KEY", "only-for-tests-and-nothing-else-0123456789")

from minzheng.settings import *  # noqa: F403  a settings file takes all of the other

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # else every Client reads the whole folder of static files
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    for name in ("default", "sums")
}
