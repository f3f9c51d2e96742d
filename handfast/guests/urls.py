"""Addresses of the hosts' guest list, and of the guests' own door, under the wedding's."""

from django.urls import path

from handfast.guests import card_pages, entrance, import_pages, list_pages

app_name = "guests"
urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("enter/<str:code>/<str:link>/", entrance.enter, name="enter"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("host/guests/", list_pages.guests, name="list"),
    path("host/guests/export/", list_pages.export, name="export"),
    path("host/guests/cards/", card_pages.cards, name="cards"),
    path("host/guests/imports/", import_pages.imports, name="imports"),
    path("host/guests/imports/<int:import_id>/", import_pages.preview, name="import"),
    path("host/guests/imports/<int:import_id>/answers/", import_pages.answers, name="answers"),
    path("host/guests/imports/<int:import_id>/application/", import_pages.application, name="application"),
]
