"""What every app may use: the worker's heartbeat."""

from django.db import models


class Heartbeat(models.Model):
    """When a chore of the worker last ran, so that a worker that stopped is noticed."""

    chore = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
    seconds = models.FloatField(default=0, help_text="How long it took.")
    problem = models.TextField(blank=True, help_text="What went wrong the last time, if anything.")

    def __str__(self) -> str:
        return f"{self.chore} at {self.at:%Y-%m-%d %H:%M:%S}"
