"""Who may sign in: hosts by e-mail and password, households by the code and words on their card."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class User(AbstractUser):
    """Anyone who signs in. A host has an e-mail and a password; a household has a Card and neither.

    A household's password is always unusable: what it holds is random, made anew when the card is renewed or withdrawn,
    and so ends that household's sessions (Django binds a session to the password's hash).
    """

    email = models.EmailField("e-mail", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="one_user_an_email")]


class Card(models.Model):
    """A household's sign-in as printed on its card: the user's name is the code; words and link open it.

    Words and link are kept twice: as keyed hashes to check against, and sealed (encrypted) so that a card can be
    printed again. Both keys come from CARD_KEYS, which is not in the database.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="card", primary_key=True)
    words_hash = models.CharField(max_length=64)
    link_hash = models.CharField(max_length=64)
    sealed = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.user.username


class Attempt(models.Model):
    """A try to sign in that has not succeeded, counted by what it came from and what it was aimed at (see limits.py).

    `key` is a hash, so that the rows tell nobody who tried what. They are swept away after a day.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "at"], name="attempts_by_key"),
            models.Index(fields=["at"], name="attempts_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]}… at {self.at:%Y-%m-%d %H:%M:%S}"
