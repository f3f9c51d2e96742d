"""A host's sign-in, and nothing of allauth that Handfast does not use: no sign-up, no e-mail management."""

from allauth.account import views
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from handfast.accounts.access import anyone, hosts_account

urlpatterns = [
    path("login/", anyone(views.login), name="account_login"),
    path("logout/", anyone(require_POST(views.logout)), name="account_logout"),
    path("inactive/", anyone(views.account_inactive), name="account_inactive"),
    path("password/change/", hosts_account(views.password_change), name="account_change_password"),
    path("password/reset/", anyone(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", anyone(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anyone(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        anyone(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
