import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def those_of_before_are_read(apps, schema_editor):
    """Lists that were uploaded before the worker read any were all read at once."""
    apps.get_model("guests", "Import").objects.update(done_at=models.F("uploaded_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("guests", "0001_initial"),
        ("weddings", "0002_open_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "headers",
                    models.CharField(
                        help_text="A digest of the columns' names, or of how many there are.", max_length=64
                    ),
                ),
                ("columns", models.JSONField(default=dict, help_text="What each column is, by its place from 0.")),
            ],
        ),
        migrations.AddField(
            model_name="import",
            name="attempts",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="done_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="due_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="import",
            name="leased_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="problem",
            field=models.TextField(blank=True, help_text="Why it could not be read, in words for the host."),
        ),
        migrations.AddField(
            model_name="import",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="written",
            field=models.JSONField(
                blank=True, default=dict, help_text="Which rows it made and changed, and what they were."
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="outcome",
            field=models.JSONField(
                blank=True, default=dict, help_text="How many were added, changed, removed and left as they were."
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["due_at"], name="lists_to_be_read"),
        ),
        migrations.AddField(
            model_name="columnreading",
            name="wedding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="column_readings", to="weddings.wedding"
            ),
        ),
        migrations.AddConstraint(
            model_name="columnreading",
            constraint=models.UniqueConstraint(fields=("wedding", "headers"), name="one_reading_of_the_same_columns"),
        ),
        migrations.RunPython(those_of_before_are_read, migrations.RunPython.noop),
    ]
