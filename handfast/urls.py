"""One include per app. A wedding's pages live under its slug; our own first parts are reserved in weddings.models."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("handfast.payments.urls")),
]
