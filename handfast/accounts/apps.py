"""Django's record of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app; its label is its folder's name."""

    name = "handfast.accounts"
