"""Addresses of the gift pages, under the wedding's. A gift is named by its checkout's token, never by a number."""

from django.urls import path

from handfast.registry import paying, views, ways

app_name = "registry"
urlpatterns = [
    path("gifts/", views.gifts, name="gifts"),
    path("gifts/give/", views.give, name="give"),
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
