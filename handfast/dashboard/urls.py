"""Addresses of a wedding's front page and of its hosts' overview, under the wedding's own."""

from django.urls import path

from handfast.core.spreadsheets import as_csv, as_xlsx
from handfast.dashboard import (
    acknowledging,
    arrived,
    bank_files,
    comparing,
    deliveries,
    dividing,
    going_live,
    health,
    home,
    letters,
    money,
    money_export,
    not_come,
    overview,
    refunding,
    undoing,
    ways_to_pay,
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
    path("host/money/ways/", ways_to_pay.ways, name="ways"),
    path("host/money/ways/fee/", ways_to_pay.offer_fee, name="offer_fee"),
    path("host/money/bank/", bank_files.bank, name="bank"),
    path("host/money/bank/<int:file_id>/", bank_files.bank_file, name="bank_file"),
    path("host/money/bank/<int:file_id>/lines/<str:key>/", dividing.of_file, name="divide"),
    path("host/money/bank/transfer/", dividing.by_hand, name="divide_by_hand"),
    path("host/money/bank/lines/<int:line_id>/", dividing.of_rest, name="divide_rest"),
    path("host/money/bank/lines/<int:line_id>/undo/", undoing.undo, name="undo_arrival"),
    path("host/money/<str:token>/arrived/", arrived.arrived, name="arrived"),
    path("host/money/<str:token>/not-come/", not_come.not_come, name="not_come"),
    path("host/money/<str:token>/sent-back/", arrived.sent_back, name="sent_back"),
    path("host/money/<str:token>/refund/", refunding.refund, name="refund"),
    path("host/money/csv/", money_export.export, {"write": as_csv}, name="money_csv"),
    path("host/money/xlsx/", money_export.export, {"write": as_xlsx}, name="money_xlsx"),
    path("host/going-live/", going_live.going_live, name="going_live"),
    path("host/letters/", letters.letters, name="letters"),
    path("host/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("host/letters/<int:letter_id>/page/", letters.letter_page, name="letter_page"),
    path("host/health/", health.health, name="health"),
]
