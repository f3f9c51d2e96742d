"""Addresses of the gift pages, under the wedding's. A gift is named by its checkout's token, never by a number."""

from django.urls import path

from handfast.registry import (
    gift_import_pages,
    listing_pages,
    paying,
    picture_pages,
    share_pages,
    thing_pages,
    views,
    ways,
)

app_name = "registry"
urlpatterns = [
    path("gifts/", views.gifts, name="gifts"),
    path("gifts/give/", views.give, name="give"),
    path("gifts/funds/<int:fund_id>/give/", views.give, name="give_to"),
    path("gifts/things/<int:gift_id>/", thing_pages.thing, name="thing"),
    path("gifts/things/<int:gift_id>/claim/", thing_pages.claim, name="claim"),
    path("gifts/things/<int:gift_id>/share/", share_pages.share, name="share"),
    path("gifts/claims/<int:claim_id>/purchase/", thing_pages.purchase, name="purchase"),
    path("gifts/claims/<int:claim_id>/release/", thing_pages.release, name="release"),
    path("gifts/pictures/<str:digest>/<str:size>/", picture_pages.for_guests, name="picture"),
    path("host/gifts/", listing_pages.gifts, name="host_gifts"),
    path("host/gifts/new/", listing_pages.new_gift, name="new_gift"),
    path("host/gifts/<int:gift_id>/", listing_pages.gift, name="host_gift"),
    path("host/gifts/<int:gift_id>/place/", listing_pages.place, name="place"),
    path("host/gifts/<int:gift_id>/showing/", listing_pages.showing, name="showing"),
    path("host/gifts/<int:gift_id>/deletion/", listing_pages.deletion, name="delete_gift"),
    path("host/gifts/funds/new/", listing_pages.new_fund, name="new_fund"),
    path("host/gifts/funds/<int:fund_id>/", listing_pages.fund, name="host_fund"),
    path("host/gifts/imports/", gift_import_pages.imports, name="gift_imports"),
    path("host/gifts/imports/<int:gift_import_id>/", gift_import_pages.preview, name="gift_import"),
    path(
        "host/gifts/imports/<int:gift_import_id>/application/", gift_import_pages.application, name="gift_application"
    ),
    path("host/gifts/pictures/<str:digest>/<str:size>/", picture_pages.for_hosts, name="host_picture"),
    path("gifts/<str:token>/", views.change, name="change"),
    path("gifts/<str:token>/pay/", paying.pay, name="pay"),
    path("gifts/<str:token>/fee/", ways.fee, name="fee"),
    path("gifts/<str:token>/transfer/", ways.transfer, name="transfer"),
    path("gifts/<str:token>/sent/", ways.sent, name="sent"),
    path("gifts/<str:token>/intent/", paying.intent, name="intent"),
    path("gifts/<str:token>/back/", paying.back, name="back"),
    path("gifts/<str:token>/thanks/", paying.thanks, name="thanks"),
    path("gifts/<str:token>/state/", paying.state, name="state"),
]
