"""One thing measured in a process of its own: `python -m tests.bench NAME FILE` prints JSON."""

import json
import os
import re
import resource
import sys
import time
from pathlib import Path

import django

KILOBYTES = 1024


class Watch:
    """Seconds by the clock, and of processor time: its own and that of its children."""

    def __init__(self):
        self.clock, self.processor = time.perf_counter(), self.worked()

    def worked(self):
        return sum(os.times()[:4])

    def facts(self):
        clock, processor = time.perf_counter(), self.worked()
        return {"seconds": clock - self.clock, "processor": processor - self.processor}


def import_ours(path):
    """Reading, all checks, preview; then confirm: figures, revisions, audit."""
    from indicators.exchange.importing import confirm, preview
    from tests.people import person

    manager, watch = person("manager"), Watch()
    with path.open("rb") as file:
        batch = preview(file=file, name=path.name, by=manager, document="测速〔2020〕1号")
    preview_took = watch.facts()
    if batch.outcome == "previewed":
        batch = confirm(batch=batch, by=manager)
    facts = {"values": batch.new, "outcome": batch.outcome, "preview": preview_took}
    return facts | watch.facts()


def import_stock(path):
    """django-import-export as its manual shows it; a single pass, without the preview."""
    from tests.bench.stock import FigureResource, dataset

    watch = Watch()
    result = FigureResource().import_data(dataset(path), raise_errors=True)
    return {"values": result.total_rows, **watch.facts()}


def export_ours(path):
    from django.utils import timezone

    from indicators.exchange.exports import export
    from indicators.exchange.wanted import Wanted
    from indicators.reporting.models import ReportingPeriod
    from tests.people import person

    watch = Watch()
    wanted = Wanted(
        what="figures",
        by=person("manager"),
        at=timezone.now(),
        file_format=path.suffix[1:],
        periods=list(ReportingPeriod.objects.all()),
    )
    with path.open("wb") as file:
        rows = export(wanted=wanted, out=file).rows
    return {"values": rows, **watch.facts()}


def export_stock(path):
    from tests.bench.stock import FigureResource, written

    watch = Watch()
    rows = written(FigureResource().export(), path)
    return {"values": rows, **watch.facts()}


PROGRAMS = {
    "import_ours": import_ours,
    "import_stock": import_stock,
    "export_ours": export_ours,
    "export_stock": export_stock,
}


def peak():
    """The most memory that this process held, in MB."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+([0-9]+)", text)
    return int(found[1]) / KILOBYTES if found else 0.0


def main(name, path):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    facts = PROGRAMS[name](Path(path))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILOBYTES
    print(json.dumps(facts | {"peak": peak(), "child_peak": child}))


if __name__ == "__main__":
    main(*sys.argv[1:])
