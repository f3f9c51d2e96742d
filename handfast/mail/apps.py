"""Django's record of the mail app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail app; its label is its folder's name."""

    name = "handfast.mail"
