"""Addresses of the hosts' guest list, and of the guests' own door, under the wedding's."""

from django.urls import include, path

from handfast.guests import card_pages, entrance, household_pages, list_pages, regroup_pages, removal_pages

app_name = "guests"
urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("enter/<str:code>/<str:link>/", entrance.enter, name="enter"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("host/guests/", list_pages.guests, name="list"),
    path("host/guests/export/", list_pages.export, name="export"),
    path("host/guests/cards/", card_pages.cards, name="cards"),
    path("host/guests/new/", household_pages.new_household, name="new_household"),
    path("host/guests/<int:household_id>/", household_pages.household, name="household"),
    path("host/guests/<int:household_id>/new/", household_pages.new_guest, name="new_guest"),
    path("host/guests/<int:household_id>/removal/", removal_pages.household, name="remove_household"),
    path("host/guests/<int:household_id>/joining/", regroup_pages.joining, name="joining"),
    path("host/guests/<int:household_id>/moving/", regroup_pages.moving, name="moving"),
    path("host/guests/<int:household_id>/<int:guest_id>/seats/", household_pages.new_seat, name="new_seat"),
    path("host/guests/<int:household_id>/<int:guest_id>/removal/", removal_pages.guest, name="remove_guest"),
    path("host/guests/imports/", include("handfast.guests.uploading.import_urls")),
]
