"""Mailbox: who letters come from. Letter: the outbox, one row an e-mail, sent once the fact it reports is committed."""

from django.db import models

from handfast.core.leases import Leased


class Mailbox(models.Model):
    """Who letters come from and where answers go; a wedding has one."""

    name = models.CharField(max_length=120)
    reply_to = models.EmailField(blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.name


class Letter(Leased):
    """One e-mail, written in the transaction of the fact that it reports and sent by the worker.

    `key` names the fact ("receipt:checkout 7"), so that no fact is ever told twice. `done_at` is when the mail server
    took it.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="letters")
    key = models.CharField(max_length=120)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "key"], name="one_letter_a_fact")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="letters_waiting")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
