"""Addresses of a wedding's front page and of its hosts' overview, under the wedding's own."""

from django.urls import path

from handfast.core.spreadsheets import as_csv, as_xlsx
from handfast.dashboard import (
    acknowledging,
    comparing,
    deliveries,
    going_live,
    health,
    home,
    letters,
    money,
    money_export,
    overview,
    refunding,
)

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("host/", overview.overview, name="overview"),
    path("host/money/", money.money, name="money"),
    path("host/money/compare/", comparing.compare, name="compare"),
    path("host/money/comparison/", comparing.comparison, name="comparison"),
    path("host/money/odd/<int:odd_id>/", acknowledging.acknowledge, name="acknowledge"),
    path("host/money/deliveries/", deliveries.deliveries, name="deliveries"),
    path("host/money/<str:token>/refund/", refunding.refund, name="refund"),
    path("host/money/csv/", money_export.export, {"write": as_csv}, name="money_csv"),
    path("host/money/xlsx/", money_export.export, {"write": as_xlsx}, name="money_xlsx"),
    path("host/going-live/", going_live.going_live, name="going_live"),
    path("host/letters/", letters.letters, name="letters"),
    path("host/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("host/letters/<int:letter_id>/page/", letters.letter_page, name="letter_page"),
    path("host/health/", health.health, name="health"),
]
