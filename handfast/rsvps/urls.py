"""The reply page's address, under the wedding's."""

from django.urls import path

from handfast.rsvps import views

app_name = "rsvps"
urlpatterns = [path("reply/", views.reply, name="reply")]
