"""The cache's table: limits on sign-in are counted there, by every process of the site alike."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Makes the table that settings.CACHES names, unless it is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
