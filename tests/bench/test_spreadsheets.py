"""Values in and out by spreadsheet, beside the stock library."""

import pytest

from indicators.reporting.models import Figure, Report, Revision
from tests.bench.world import cells, prepare, write_long, write_stock

pytestmark = pytest.mark.bench

STOCK_VALUES = 10_000  # the stock library's rate does not depend on how many


@pytest.fixture
def prepared(own_database):
    prepare()


def rate(found, by="seconds"):
    return found["values"] / found[by]


def speed(found, unit="values/s"):
    """By the clock, and as if nothing else had run (what the database's server did left out)."""
    own = f"{rate(found, 'processor'):,.0f} by processor time"
    rates = f"{found['values']:,} at {rate(found):,.0f} {unit} ({own})"
    return f"{rates}, peak {found['peak']:.0f} MB"


def took(found):
    return f"{found['seconds']:.2f} s ({found['processor']:.2f} s of processor time)"


@pytest.fixture(params=["xlsx", "csv"])
def ending(request):
    return request.param


def test_importing_100_000_values(
    prepared, databases, monkeypatch, measured, tell, tmp_path, ending
):
    ours, stock = tmp_path / f"ours.{ending}", tmp_path / f"stock.{ending}"
    count = write_long(ours, cells())
    found = measured("import_ours", ours)
    assert (found["outcome"], found["values"]) == ("confirmed", count)
    assert (Figure.objects.count(), Revision.objects.count()) == (count, count)
    with databases.copy_of("cast") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        prepare()
        write_stock(stock, list(cells())[:STOCK_VALUES])
        beside = measured("import_stock", stock)
        assert Figure.objects.count() == STOCK_VALUES
    child = f", its reading child at most {found['child_peak']:.0f} MB"
    what = f"import of {ending}: reading, checks, preview, confirm, revisions, audit"
    ours_said = f"{speed(found)}{child}; the preview {found['preview']['seconds']:.1f} s of it"
    stock_said = f"django-import-export, one pass, figures alone: {speed(beside)}"
    tell(what, ours_said, stock_said, rate(found) / rate(beside))


def test_previewing_17_regions_of_60_measures(prepared, measured, tell, tmp_path):
    path = tmp_path / "quarter.xlsx"
    count = write_long(path, cells(quarters=1, measures=60))
    found = measured("import_ours", path)
    assert (found["outcome"], found["values"]) == ("confirmed", count)
    tell(f"preview of 17 × 60 = {count:,} values (xlsx)", took(found["preview"]))


def test_exporting_100_000_figures(prepared, measured, tell, tmp_path, ending):
    source = tmp_path / "figures.csv"
    count = write_long(source, cells())
    measured("import_ours", source)
    Report.objects.update(status="approved")
    ours = measured("export_ours", tmp_path / f"ours.{ending}")
    stock = measured("export_stock", tmp_path / f"stock.{ending}")
    assert (stock["values"], ours["values"] >= count) == (count, True)
    stock_said = f"django-import-export: {speed(stock, 'rows/s')}"
    what = f"export of figures, {ending}, long (blanks are rows too)"
    tell(what, speed(ours, "rows/s"), stock_said, rate(ours) / rate(stock))
