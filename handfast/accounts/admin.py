"""What the admin shows of users and cards: who there is, never what opens their door."""

from django.contrib import admin

from handfast.accounts.adminsite import ReadOnly
from handfast.accounts.models import Card, User


@admin.register(User)
class UserAdmin(ReadOnly):
    """Hosts and households; a person who must not come in any more can be switched off here."""

    list_display = ("username", "first_name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_superuser", "is_active")
    search_fields = ("username", "email", "first_name")
    fields = ("username", "first_name", "email", "is_active", "is_superuser", "last_login", "date_joined")
    changeable = ("is_active",)


@admin.register(Card)
class CardAdmin(ReadOnly):
    """Whether a household's card is in use."""

    list_display = ("user", "withdrawn_at")
    search_fields = ("user__username",)
    fields = ("user", "withdrawn_at")
