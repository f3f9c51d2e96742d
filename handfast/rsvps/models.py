"""What households said: rows are only added, and the latest one of a guest or a household counts."""

from django.conf import settings
from django.db import models

from handfast.guests.models import Guest, Household


class Reply(models.Model):
    """A guest is coming, or is not, as somebody of the household said at that moment."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="replies")
    coming = models.BooleanField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "replies"
        indexes = [models.Index(fields=["guest", "-id"], name="latest_reply_of_a_guest")]

    def __str__(self) -> str:
        return f"{self.guest}: {'coming' if self.coming else 'not coming'}"


class Message(models.Model):
    """A household's words to the couple, sent with its reply. An empty text takes the words back."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(blank=True)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["household", "-id"], name="latest_message_of_a_household")]

    def __str__(self) -> str:
        return f"{self.household}: {self.text[:40]}"
