"""The matrix of permissions: every URL of the product × each person, with the exact answer.

A column is one person, or two who get the same: `own` is Wuhan's reporter and `colleague` another;
`sibling` Xiangyang's and `transferred` one who was Wuhan's a moment ago; `reviewer`, `manager` and
`viewer` stand above them at the province, `upper` reviews what lies below Wuhan and `head` is
Wuhan's viewer; `stranger` has an account and no role; `disabled` a session of an account that was
closed. Where the two differ their codes stand as 302/404. All but `nobody` were logged in before.

Wuhan's reports: 2020Q1 approved, 2020Q2 in review by the reviewer, 2020Q3 submitted, 2020Q4 a
draft. A page closed to a role is a 403, an object out of sight a 404.
"""

from collections.abc import Iterator
from typing import NamedTuple

COLUMNS = (
    ("nobody", "disabled"), ("own", "colleague"), ("sibling", "transferred"), ("reviewer",),
    ("upper",), ("manager",), ("viewer", "head"), ("stranger",), ("auditor",), ("administrator",),
)  # fmt: skip
PEOPLE = tuple(who for column in COLUMNS for who in column)

PAGES = """
home             GET  /                                  302 302 302 302 302 302 302 403 302 302
login            GET  /accounts/login/                   200 200 200 200 200 200 200 200 200 200
login            POST /accounts/login/                   200 200 200 200 200 200 200 200 200 200
logout           POST /accounts/logout/                  302 302 302 302 302 302 302 302 302 302
password-change  GET  /accounts/password/                302 200 200 200 200 200 200 200 200 200
password-change  POST /accounts/password/                302 200 200 200 200 200 200 200 200 200
language         POST /language/                         302 302 302 302 302 302 302 302 302 302
healthz          GET  /healthz                           200 200 200 200 200 200 200 200 200 200
notice-list      GET  /notices/                          302 200 200 200 200 200 200 200 200 200
notice-read-all  POST /notices/read/                     302 302 302 302 302 302 302 302 302 302
notice-read      POST /notices/{notice}/read/            302 302/404 404 404 404 404 404 404 404 404
period-urge      POST /reports/2020Q4/urge/              302 403 403 403 403 302 403 403 403 403
report-urge      POST /reports/2020Q4/420100/urge/       302 403 404 403 404 302 404 404 404 404
audit-list       GET  /audit/                            302 403 403 403 403 403 403 403 200 403
member-list      GET  /members/                          302 403 403 403 403 403 403 403 403 200
member-grant     POST /members/grant/                    302 403 403 403 403 403 403 403 403 422
member-revoke    POST /members/{membership}/revoke/      302 403 403 403 403 403 403 403 403 302
member-transfer  GET  /members/{membership}/transfer/    302 403 403 403 403 403 403 403 403 200
member-transfer  POST /members/{membership}/transfer/    302 403 403 403 403 403 403 403 403 422
tasks            GET  /tasks/                            302 200 200 200 200 200 403 403 403 403
overview         GET  /overview/                         302 200 200 200 200 200 200 403 403 403
overview         GET  /overview/?basis=provisional       302 403 403 200 403 200 403 403 403 403
overview-heat    GET  /overview/heat/                    302 200 200 200 200 200 200 403 403 403
overview-zones   GET  /overview/zones/                   302 200 200 200 200 200 200 403 403 403
overview-attention GET /overview/attention/              302 200 200 200 200 200 200 403 403 403
indicator-list   GET  /indicators/                       302 200 200 200 200 200 200 403 403 403
indicator-detail GET  /indicators/{indicator}/           302 200 200 200 200 200 200 403 403 403
indicator-why    GET  /indicators/{indicator}/why/       302 200 200 200 200 200 200 403 403 403
indicator-why GET {own_why} 302 200 403 200 403 200 403 403 403 403
indicator-what-if GET /indicators/{indicator}/what-if/   302 403 403 200 200 200 200 403 403 403
target-list      GET  /targets/                          302 200 200 200 200 200 200 403 403 403
target-detail    GET  /targets/{indicator}/              302 200 200 200 200 200 200 403 403 403
target-adopt     GET  /targets/{indicator}/adopt/        302 403 403 403 403 200 403 403 403 403
target-adopt     POST /targets/{indicator}/adopt/        302 403 403 403 403 422 403 403 403 403
baseline-adopt   GET  /targets/{indicator}/baseline/     302 403 403 403 403 200 403 403 403 403
baseline-adopt   POST /targets/{indicator}/baseline/     302 403 403 403 403 422 403 403 403 403
target-divide    GET  /targets/{divided}/divide/         302 403 403 403 403 200 403 403 403 403
target-divide    POST /targets/{divided}/divide/         302 403 403 403 403 422 403 403 403 403
help             GET  /help/                              302 200 200 200 200 200 200 200 200 200
region-list      GET  /regions/                          302 200 200 200 200 200 200 403 403 403
region-detail    GET  /regions/420100/                   302 200 200 200 200 200 200 404 404 404
region-detail    GET  /regions/420100/?basis=provisional 302 200 403 200 403 200 403 404 404 404
report-list      GET  /reports/                          302 200 200 200 200 200 200 403 403 403
report-timeliness GET /reports/timeliness/               302 200 200 200 200 200 200 403 403 403
report-approve   GET  /reports/approve/                  302 403 403 200 200 403 403 403 403 403
report-approve   POST /reports/approve/                  302 403 403 409 409 403 403 403 403 403
report-detail    GET  /reports/2020Q1/420100/            302 200 404 200 404 200 200 404 404 404
report-detail    GET  /reports/2020Q2/420100/            302 200 404 200 404 200 404 404 404 404
report-detail    GET  /reports/2020Q3/420100/            302 200 404 200 404 200 404 404 404 404
report-detail    GET  /reports/2020Q4/420100/            302 200 404 200 404 200 404 404 404 404
report-detail    GET  /reports/2020Q4/420000/            302 404 404 200 404 200 404 404 404 404
report-edit      GET  /reports/2020Q4/420100/edit/       302 200 404 403 404 403 404 404 404 404
report-edit      POST /reports/2020Q4/420100/edit/       302 302 404 403 404 403 404 404 404 404
report-edit      GET  /reports/2020Q4/420000/edit/       302 404 404 403 404 200 404 404 404 404
report-cells     POST /reports/2020Q4/420100/cells/      302 409 404 403 404 403 404 404 404 404
report-submit    GET  /reports/2020Q4/420100/submit/     302 200 404 403 404 403 404 404 404 404
report-submit    POST /reports/2020Q4/420100/submit/     302 422 404 403 404 403 404 404 404 404
report-withdraw  POST /reports/2020Q3/420100/withdraw/   302 302 404 403 404 403 404 404 404 404
report-review    GET  /reports/2020Q3/420100/review/     302 403 404 200 404 403 404 404 404 404
report-review    GET  /reports/2020Q4/420000/review/     302 404 404 200 404 403 404 404 404 404
period-list      GET  /periods/                          302 403 403 403 403 200 403 403 403 403
period-list      POST /periods/                          302 403 403 403 403 422 403 403 403 403
period-detail    GET  /periods/2020Q4/                   302 403 403 403 403 200 403 403 403 403
period-detail    POST /periods/2020Q4/                   302 403 403 403 403 302 403 403 403 403
period-close     POST /periods/2020Q4/close/             302 403 403 403 403 302 403 403 403 403
period-extend    POST /periods/2020Q4/extend/            302 403 403 403 403 422 403 403 403 403
review-begin POST /reports/2020Q3/420100/review/begin/ 302 403 404 302 404 403 404 404 404 404
review-release POST /reports/2020Q2/420100/review/release/ 302 403 404 302 404 403 404 404 404 404
review-approve POST /reports/2020Q2/420100/review/approve/ 302 403 404 302 404 403 404 404 404 404
review-send-back POST {wuhan}/review/send-back/ 302 403 404 422 404 403 404 404 404 404
review-reopen POST /reports/2020Q1/420100/review/reopen/ 302 403 404 422 404 403 403 404 404 404
review-list      GET  /review/                           302 403 403 200 200 403 403 403 403 403
submission-diff  GET  /reports/2020Q1/420100/diff/       302 200 404 200 404 200 200 404 404 404
submission-diff  GET  /reports/2020Q3/420100/diff/       302 200 404 200 404 200 404 404 404 404
submission-diff  GET  /reports/2020Q4/420100/diff/       302 404 404 404 404 404 404 404 404 404
correction-ask   GET  /reports/2020Q1/420100/correction/ 302 200 404 403 404 403 403 404 404 404
correction-ask   POST /reports/2020Q1/420100/correction/ 302 422 404 403 404 403 403 404 404 404
correction-decline POST {approved}/correction/decline/ 302 403 404 422 404 403 403 404 404 404
import-upload    GET  /exchange/import/                  302 200 200 403 403 200 403 403 403 403
import-upload    POST /exchange/import/                  302 400 400 403 403 400 403 403 403 403
import-detail    GET  /exchange/import/{batch}/          302 200/404 404 404 404 404 404 404 404 404
import-annotated GET /exchange/import/{batch}/annotated/ 302 409/404 404 404 404 404 404 404 404 404
import-confirm   POST /exchange/import/{batch}/confirm/  302 302/404 404 404 404 404 404 404 404 404
import-discard   POST /exchange/import/{batch}/discard/  302 302/404 404 404 404 404 404 404 404 404
import-undo      POST /exchange/import/{batch}/undo/     302 409/404 404 404 404 404 404 404 404 404
export           GET  /exchange/export/                  302 200 200 200 200 200 200 403 200 403
export           GET  /exchange/export/?{figures}        302 200 200 200 200 200 200 403 400 403
export           GET  /exchange/export/?{audit}          302 400 400 400 400 400 400 403 200 403
template-download GET /exchange/template/2020Q4/420100.xlsx 302 200 404 200 404 200 404 404 404 404
"""

WHO_MATTERS = ("nobody", "own", "manager", "administrator")

ADMIN = """
index                GET  /admin/                            302 403 403 403 403 200 403 403 403 200
login                GET  /admin/login/                      302 302 302 302 302 302 302 302 302 302
logout               POST /admin/logout/                     302 302 302 302 302 302 302 302 302 302
password_change      GET  /admin/password_change/            302 200 200 200 200 200 200 200 200 200
password_change      POST /admin/password_change/            302 200 200 200 200 200 200 200 200 200
password_change_done GET  /admin/password_change/done/       302 302 302 302 302 302 302 403 302 302
autocomplete         GET  /admin/autocomplete/               302 403 403 403 403 403 403 403 403 403
jsi18n               GET  /admin/jsi18n/                     302 403 403 403 403 200 403 403 403 200
view_on_site         GET  /admin/r/0/0/                      302 403 403 403 403 404 403 403 403 404
app_list             GET  /admin/indicators/                 302 403 403 403 403 200 403 403 403 404
app_list             GET  /admin/regions/                    302 403 403 403 403 200 403 403 403 200
"""

# What the manager and the administrator get on a model's list, its form for a new row, its form
# of a row, that row's history and its removal; everybody else stays outside, as of the index.
MODELS = """
regions.user         403 403 403 404 403   200 200 200 404 403
regions.membership   403 403 403 404 403   200 200 200 404 403
regions.region       200 200 200 404 403   403 403 403 404 403
regions.zone         200 200 200 404 403   403 403 403 404 403
indicators.plan      200 403 200 404 403   403 403 403 404 403
indicators.theme     200 200 200 404 403   403 403 403 404 403
indicators.measure   200 200 200 404 403   403 403 403 404 403
indicators.indicator 200 200 200 404 403   403 403 403 404 403
indicators.checkrule 200 200 200 404 403   403 403 403 404 403
indicators.target    200 403 200 404 403   403 403 403 404 403
indicators.baseline  200 403 200 404 403   403 403 403 404 403
"""


# What the same two get on the pages by which reference data goes out and in: export, import, and
# the confirmation, which nobody may merely look at. What is adopted in versions only goes out.
EXCHANGED = """
regions.region       200 200 405   403 403 405
regions.zone         200 200 405   403 403 405
indicators.measure   200 200 405   403 403 405
indicators.indicator 200 200 405   403 403 405
indicators.checkrule 200 200 405   403 403 405
indicators.target    200 -   -     403 -   -
indicators.baseline  200 -   -     403 -   -
"""


class Row(NamedTuple):
    """One URL name asked in one way, and what each person gets."""

    name: str
    method: str
    path: str
    codes: dict[str, int]


def rows(table: str) -> list[Row]:
    split = (line.split() for line in table.strip().splitlines())
    return [Row(name, method, path, of_each(codes)) for name, method, path, *codes in split]


def of_each(codes: list[str]) -> dict[str, int]:
    """By person; one code stands for everybody in its column."""
    found: dict[str, int] = {}
    for people, code in zip(COLUMNS, codes, strict=True):
        split = code.split("/") if "/" in code else [code] * len(people)
        found |= zip(people, map(int, split), strict=True)
    return found


def model_rows() -> list[Row]:
    """The rows of the models in the admin, for those who matter; `{model}` is a row's key."""
    pages = {
        "changelist": "",
        "add": "add/",
        "change": "{key}/change/",
        "history": "{key}/history/",
        "delete": "{key}/delete/",
    }
    exchanged = {"export": "export/", "import": "import/", "process_import": "process_import/"}
    return [*rows_of_models(MODELS, pages), *rows_of_models(EXCHANGED, exchanged)]


def rows_of_models(table: str, pages: dict[str, str]) -> Iterator[Row]:
    for label, *codes in (line.split() for line in table.strip().splitlines()):
        app, model = label.split(".")
        manager, administrator = codes[: len(pages)], codes[len(pages) :]
        for (page, path), m, a in zip(pages.items(), manager, administrator, strict=True):
            whole = f"/admin/{app}/{model}/{path}".replace("{key}", f"{{{model}}}")
            if m != "-":
                of = dict(zip(WHO_MATTERS, (302, 403, int(m), int(a)), strict=True))
                yield Row(f"{app}_{model}_{page}", "GET", whole, of)
