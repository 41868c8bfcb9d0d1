"""A notice knows when it was last told, and since when its matter is settled."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_notice_mailed_at"),
    ]

    operations = [
        migrations.RenameField("notice", "created_at", "told_at"),
        migrations.AlterField(
            model_name="notice",
            name="told_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="told at"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
        ),
        migrations.AlterModelOptions(
            name="notice",
            options={
                "ordering": ("-told_at", "-id"),
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
            },
        ),
    ]
