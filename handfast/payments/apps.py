"""Django's record of the payments app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The payments app; its label is its folder's name."""

    name = "handfast.payments"
