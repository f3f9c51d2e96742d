"""Addresses of a wedding's front page and of its hosts' overview, under the wedding's own."""

from django.urls import path

from handfast.dashboard import health, home, letters, money, money_export, overview, refunding

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("host/", overview.overview, name="overview"),
    path("host/money/", money.money, name="money"),
    path("host/money/deliveries/", money.deliveries, name="deliveries"),
    path("host/money/<str:token>/refund/", refunding.refund, name="refund"),
    path("host/money/take-along.<str:form>", money_export.export, name="money_export"),
    path("host/letters/", letters.letters, name="letters"),
    path("host/letters/<int:letter_id>/", letters.letter, name="letter"),
    path("host/letters/<int:letter_id>/page/", letters.letter_page, name="letter_page"),
    path("host/health/", health.health, name="health"),
]
