"""Django's record of the admin, opened behind our own gate. Apart from apps.py, where Django expects one app only."""

from django.contrib.admin.apps import AdminConfig


class SuperusersOnlyConfig(AdminConfig):
    """Django's admin app with `SuperusersOnly` as its site."""

    default_site = "handfast.accounts.adminsite.SuperusersOnly"
