"""The webhook's addresses: the one we name, and the one that people's `listen` commands already forward to.

With and without the last slash, because a POST cannot be redirected and Stripe counts a redirect as a failure.
"""

from django.urls import re_path

from handfast.payments.webhooks import webhook

app_name = "payments"
urlpatterns = [re_path(r"^(?:stripe/webhook|invoices/wh)/?$", webhook, name="webhook")]
