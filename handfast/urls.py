"""One include per app. A wedding's pages live under its slug; our own first parts are reserved in weddings.models."""

from django.contrib import admin
from django.urls import include, path

from handfast.core.health import health
from handfast.guests.front import front
from handfast.weddings.setup_page import setup

weddings_pages = [
    path("", include("handfast.dashboard.urls")),
    path("", include("handfast.guests.urls")),
    path("", include("handfast.rsvps.urls")),
    path("", include("handfast.registry.urls")),
    path("", include("handfast.invoices.urls")),
    path("", include("handfast.weddings.urls")),
]

handler400 = "handfast.core.failures.request_refused"
handler500 = "handfast.core.failures.page_failed"

urlpatterns = [
    path("", front, name="front"),
    path("setup/", setup, name="setup"),
    path("health/", health, name="health"),
    path("accounts/", include("handfast.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("handfast.payments.urls")),
    path("<slug:slug>/", include(weddings_pages)),
]
