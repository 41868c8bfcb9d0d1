"""A plan of the tests' own: five regions, two zones, twelve promises, seven half-years.

Data alone, without Django: from it the installation is filled through the verbs (`entering`), and
from it everything that the pages must show is computed once more (`reckoning`).
"""

from datetime import date
from typing import NamedTuple

PROVINCE = "900000"
STARTS, ENDS, BASELINE_DAY = date(2012, 1, 1), date(2014, 12, 31), date(2011, 12, 31)
THRESHOLDS = (0, 8, 25)


class Place(NamedTuple):
    name: str
    short: str
    kind: str
    exists_from: date


REGIONS = {
    "900100": Place("甲山市", "甲山", "prefecture_city", date(1949, 10, 1)),
    "900200": Place("乙水市", "乙水", "prefecture_city", date(1949, 10, 1)),
    "900300": Place("丙林州", "丙林", "autonomous_prefecture", date(1949, 10, 1)),
    "900400": Place("丁石县", "丁石", "province_run_county", date(1949, 10, 1)),
    "900500": Place("戊泉市", "戊泉", "prefecture_city", date(2013, 1, 1)),
}
ZONES = {
    "own-north": ("北部片区", ("900100", "900200")),
    "own-south": ("南部片区", ("900300", "900400", "900500")),
}
NAMES = {PROVINCE: "试验省", **{code: one.name for code, one in REGIONS.items()}} | {
    code: name for code, (name, _regions) in ZONES.items()
}


class Period(NamedTuple):
    name: str
    starts: date
    ends: date


PERIODS = [
    Period(
        f"{year}H{half}",
        date(year, 6 * half - 5, 1),
        date(year, 12, 31) if half == 2 else date(year, 6, 30),
    )
    for year, half in ((2011, 2), *((year, half) for year in (2012, 2013, 2014) for half in (1, 2)))
]


class Measure(NamedTuple):
    kind: str
    by: str = "bureau"
    scope: str = "region"
    asked: str = "every_period"
    decimals: int = 0


MEASURES = {
    "BEDS": Measure("stock"),
    "OLD": Measure("stock", by="province"),
    "BUILT": Measure("flow"),
    "ACCIDENTS": Measure("flow"),
    "CREMATED": Measure("flow"),
    "DIED": Measure("flow"),
    "POOR": Measure("stock"),
    "ALLOWANCE": Measure("stock", asked="year_end", decimals=2),
    "LINE": Measure("stock", by="province", scope="province", asked="year_end"),
    "SYSTEM": Measure("stock", by="province", scope="province"),
    "LOTTERY_ELD": Measure("flow", by="province", scope="province", decimals=1),
    "LOTTERY": Measure("flow", by="province", scope="province", decimals=1),
    "SETTLED": Measure("flow"),
    "TASKS": Measure("flow"),
    "STATIONS": Measure("stock"),
    "SHELTERS": Measure("stock"),
    "CLINICS": Measure("stock"),
    "TOWNS": Measure("stock"),
}


class Promise(NamedTuple):
    above: tuple[str, ...]
    below: str = ""
    factor: int = 1
    comparator: str = "at_least"
    aggregation: str = "pooled"
    cumulative: bool = False
    due: date = ENDS
    decimals: int = 0
    each_year: str = ""
    zone: str = ""
    theme: str = "1"


PROMISES = {
    "OWN_BEDS": Promise(("BEDS",), "OLD", 1000, decimals=1),
    "OWN_BUILT": Promise(("BUILT",), aggregation="sum", cumulative=True),
    "OWN_ACCIDENTS": Promise(("ACCIDENTS",), "OLD", 10000, "at_most", decimals=2),
    "OWN_CREMATION": Promise(("CREMATED",), "DIED", 100, "rising", decimals=2, each_year="strict"),
    "OWN_POVERTY": Promise(
        ("POOR",), "OLD", 100, "falling", decimals=2, each_year="flat_allowed", theme="2"
    ),
    "OWN_ALLOWANCE": Promise(
        ("ALLOWANCE",), "LINE", 100, aggregation="lowest", decimals=1, theme="2"
    ),
    "OWN_SYSTEM": Promise(
        ("SYSTEM",), comparator="done", aggregation="single", due=date(2013, 6, 30), theme="2"
    ),
    "OWN_LOTTERY": Promise(
        ("LOTTERY_ELD",), "LOTTERY", 100, aggregation="single", decimals=1, theme="2"
    ),
    "OWN_SETTLED": Promise(("SETTLED",), "TASKS", 100, cumulative=True, decimals=2, theme="2"),
    "OWN_STATIONS": Promise(("STATIONS",), aggregation="sum", zone="own-south", theme="2"),
    "OWN_FACILITIES": Promise(("SHELTERS", "CLINICS"), "TOWNS", 100, decimals=1, theme="2"),
    "OWN_PATIENTS": Promise(
        ("CLINICS",), "TOWNS", 100, due=date(2013, 12, 31), decimals=1, theme="2"
    ),
}


class Target(NamedTuple):
    """Stated by the plan where it has no document."""

    promise: str
    place: str
    year: int
    value: str
    adopted: date = STARTS
    document: str = ""


TARGETS = [
    Target("OWN_BEDS", PROVINCE, 2012, "30.5"),
    Target("OWN_BEDS", PROVINCE, 2013, "32"),
    Target("OWN_BEDS", PROVINCE, 2014, "36"),
    Target("OWN_BEDS", PROVINCE, 2014, "37.5", date(2013, 6, 30), "试民发〔2013〕9号"),
    Target("OWN_BUILT", PROVINCE, 2014, "1200"),
    Target("OWN_ACCIDENTS", PROVINCE, 2014, "1.7"),
    Target("OWN_ACCIDENTS", PROVINCE, 2014, "1.3", date(2014, 7, 1), "试民发〔2014〕20号"),
    Target("OWN_ACCIDENTS", "900300", 2014, "1.5", date(2012, 9, 3), "丙民发〔2012〕4号"),
    Target("OWN_ALLOWANCE", PROVINCE, 2014, "105"),
    Target("OWN_SYSTEM", PROVINCE, 2013, "1"),
    Target("OWN_LOTTERY", PROVINCE, 2014, "50"),
    Target("OWN_SETTLED", PROVINCE, 2012, "80"),
    Target("OWN_SETTLED", PROVINCE, 2013, "88"),
    Target("OWN_SETTLED", PROVINCE, 2014, "95"),
    Target("OWN_STATIONS", PROVINCE, 2014, "40"),
    Target("OWN_FACILITIES", PROVINCE, 2014, "100"),
    Target("OWN_PATIENTS", PROVINCE, 2013, "70"),
]
DIVIDED_ON, DIVIDED_DOCUMENT = date(2013, 2, 18), "试民发〔2013〕3号"
"""The day on which the total of OWN_BUILT for 2014 was divided among the regions."""
DIVIDED = {"900100": "600", "900200": "296", "900300": "184", "900400": "48", "900500": "72"}


class Baseline(NamedTuple):
    """Stated by the plan where it has no document."""

    promise: str
    place: str
    value: str
    on: date
    adopted: date = STARTS
    document: str = ""


BEGUN = (date(2013, 2, 9), "试民发〔2013〕2号")
BASELINES = [
    Baseline("OWN_BEDS", PROVINCE, "29.5", BASELINE_DAY),
    Baseline("OWN_FACILITIES", PROVINCE, "61.5", date(2012, 12, 31), *BEGUN),
]

BLANK, NONE = "_", "/"  # left blank, 不适用; × where nothing is asked
FIGURES = """
BEDS 900100 3000 3080 3150 3300 3420 3500 4105
BEDS 900200 1500 1510 1500 1580 1620 1700 1755
BEDS 900300 900 930 980 1020 1040 1100 1150
BEDS 900400 240 240 250 251 260 270 275
BEDS 900500 × × × 400 420 _ 460
OLD 900100 100000 101000 102000 102500 103000 104000 105000
OLD 900200 50000 50200 50400 50500 50700 50900 51000
OLD 900300 31000 31100 31300 31400 31500 31700 31900
OLD 900400 8000 8010 8020 8030 8040 8050 8060
OLD 900500 × × × 12000 12100 12200 12300
BUILT 900100 50 60 72 80 41 90 260
BUILT 900200 20 30 0 44 50 61 70
BUILT 900300 15 16 25 30 36 40 52
BUILT 900400 5 4 6 5 8 9 10
BUILT 900500 × × × 21 24 25 31
ACCIDENTS 900100 20 19 18 17 18 15 12
ACCIDENTS 900200 11 12 11 10 9 9 8
ACCIDENTS 900300 4 6 5 7 5 4 4
ACCIDENTS 900400 2 2 1 2 0 1 1
ACCIDENTS 900500 × × × 3 3 2 2
CREMATED 900100 400 410 415 423 431 440 445
CREMATED 900200 180 181 180 185 186 184 190
CREMATED 900300 90 92 93 95 97 90 99
CREMATED 900400 20 21 22 22 23 24 25
CREMATED 900500 × × × 30 31 33 35
DIED 900100 800 805 810 812 815 820 822
DIED 900200 400 400 402 404 405 406 408
DIED 900300 300 301 303 302 304 305 306
DIED 900400 66 65 64 66 67 67 68
DIED 900500 × × × 98 97 99 101
POOR 900100 5000 4950 4900 4890 4800 4810 4700
POOR 900200 2600 2590 2580 2500 2490 2480 2300
POOR 900300 2000 1990 1980 1970 1975 1900 1850
POOR 900400 640 640 641 642 643 640 630
POOR 900500 × × × 700 690 680 670
ALLOWANCE 900100 2400 × 2700.5 × 2960 × 3300
ALLOWANCE 900200 2300 × 2525.25 × 2835 × 3080
ALLOWANCE 900300 2070 × 2350 × 2565 × 2940
ALLOWANCE 900400 2070 × 2350 × 2700 × 2940
ALLOWANCE 900500 × × × × 2700 × 3100
LINE 900000 2300 × 2500 × 2700 × 2800
SYSTEM 900000 0 0 0 0 1 1 1
LOTTERY_ELD 900000 40.5 41 46.2 48 50.1 0 61.4
LOTTERY 900000 100 98.5 105 104 108 0 118.1
SETTLED 900100 30 31 36 37 35 38 41
SETTLED 900200 11 14 0 20 15 17 20
SETTLED 900300 8 9 9 10 / 12 13
SETTLED 900400 3 2 3 3 4 4 5
SETTLED 900500 × × × 6 5 6 6
TASKS 900100 40 40 42 43 36 38 40
TASKS 900200 14 15 0 21 17 20 21
TASKS 900300 10 9 10 12 / 13 13
TASKS 900400 4 3 3 3 4 5 5
TASKS 900500 × × × 7 6 6 7
STATIONS 900100 20 21 22 23 24 25 26
STATIONS 900200 10 10 11 11 12 12 13
STATIONS 900300 9 10 11 12 13 14 15
STATIONS 900400 4 4 5 5 5 6 7
STATIONS 900500 × × × 6 6 7 8
SHELTERS 900100 _ 25 26 26 27 28 30
SHELTERS 900200 _ 10 11 12 12 13 14
SHELTERS 900300 _ 6 6 7 7 8 8
SHELTERS 900400 _ 0 0 1 2 2 3
SHELTERS 900500 × × × 2 2 3 3
CLINICS 900100 _ 14 15 17 18 17 19
CLINICS 900200 _ 8 8 9 9 10 9
CLINICS 900300 _ / / / / 4 5
CLINICS 900400 _ 0 0 0 0 0 0
CLINICS 900500 × × × 2 2 2 3
TOWNS 900100 _ 50 50 50 50 50 50
TOWNS 900200 _ 25 25 25 25 25 25
TOWNS 900300 _ 18 18 18 18 18 18
TOWNS 900400 _ 0 0 0 0 4 4
TOWNS 900500 × × × 6 6 6 6
"""
EXPLAINED = "已与台账核对"
NEVER, WAITING, REOPENED = "never", "waiting", "reopened"
REPORTS = {
    ("900400", "2013H1"): NEVER,
    ("900300", "2013H2"): WAITING,
    ("900200", "2014H1"): REOPENED,
}
"""Every other report is approved."""
EXTENDED = {("900400", "2013H2"): date(2014, 2, 20)}
"""Granted after the lock, until this day; only then the figures came."""
