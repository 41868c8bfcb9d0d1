from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_free_the_figures_of_foreign_keys")]

    operations = [
        migrations.RenameField("importbatch", "status", "outcome"),
        migrations.AlterField(
            "importbatch",
            "outcome",
            models.CharField(
                choices=[
                    ("previewed", "previewed"),
                    ("confirmed", "confirmed"),
                    ("refused", "refused"),
                    ("discarded", "discarded"),
                    ("undone", "undone"),
                ],
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.RemoveField("importbatch", "seen"),
        migrations.AddField(
            "importbatch",
            "warning_count",
            models.PositiveIntegerField(default=0, verbose_name="number of warnings"),
        ),
        migrations.AddConstraint(
            "importbatch",
            models.CheckConstraint(
                name="import_refused_has_problems",
                condition=~Q(outcome="refused") | Q(problem_count__gt=0),
            ),
        ),
        migrations.AddConstraint(
            "importbatch",
            models.CheckConstraint(
                name="import_ends_when_it_is_decided",
                condition=Q(outcome="previewed", ended_at__isnull=True)
                | (~Q(outcome="previewed") & Q(ended_at__isnull=False)),
            ),
        ),
    ]
