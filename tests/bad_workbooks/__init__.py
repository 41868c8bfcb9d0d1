"""Files that are refused, each with everything that is told about it (Done when, 5)."""

from tests.bad_workbooks.files import FILES
from tests.bad_workbooks.keys import KEYS
from tests.bad_workbooks.layouts import LAYOUTS
from tests.bad_workbooks.values import VALUES

KINDS = {"file": FILES, "layout": LAYOUTS, "keys": KEYS, "value": VALUES}
BAD = {f"{kind}: {name}": case for kind, cases in KINDS.items() for name, case in cases.items()}

__all__ = ["BAD", "KINDS"]
