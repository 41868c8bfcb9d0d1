"""A broken invariant, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SENTENCES: dict[str, StrPromise] = {
    "figure_points_nowhere": _("Figure %(what)s names a report, region or measure that is not"),
    "figure_of_another_period": _("Figure %(what)s stands in a report of another period"),
    "figure_in_the_wrong_report": _("Figure %(what)s does not belong into its report"),
    "figure_not_asked": _("Figure %(what)s is not asked in its period"),
    "figure_too_exact": _("Figure %(what)s has more decimals than its item"),
    "figure_unlike_its_revision": _("Figure %(what)s is not what its last revision says"),
    "revision_points_nowhere": _("Revision %(what)s names something that is not"),
    "revision_without_figure": _("Revision %(what)s is the last of its cell, but no figure stands"),
    "revision_unlike_the_one_before": _("Revision %(what)s does not follow from the one before"),
    "explanation_of_no_revision": _("Explanation %(what)s belongs to no revision"),
    "status_unlike_its_last_change": _("Report %(what)s is not in the state of its last change"),
    "change_not_allowed": _("Status change %(what)s is no move of the table"),
    "change_out_of_order": _("Status change %(what)s does not follow from the one before"),
    "approval_of_another_submission": _("Approval %(what)s does not name the last submission"),
    "approved_by_who_filled": _("Report %(what)s was approved by who filled or submitted it"),
    "first_submission_misdated": _("Report %(what)s does not tell when it was first submitted"),
    "reviewer_unknown": _("Report %(what)s is in review by somebody who did not begin"),
    "correction_open_without_approval": _("%(what)s awaits a correction but is not approved"),
    "correction_granted_in_vain": _("%(what)s was not reopened when its correction was granted"),
    "correction_before_approval": _("A correction of %(what)s was asked before any approval"),
    "correction_of_nothing_asked": _("A correction of %(what)s names no item of its period"),
    "report_missing": _("Period %(what)s has no report of the province"),
    "submission_hash_wrong": _("The hash of submission %(what)s is not that of its lines"),
    "submission_misnamed": _("Submission %(what)s does not name its own report"),
    "submission_out_of_order": _("Submission %(what)s does not follow from the one before"),
    "figures_unlike_submission": _("The figures of %(what)s are not those that were submitted"),
    "entry_unlike_its_record": _("The revisions of %(what)s are not those of the audit record"),
    "period_misdated": _("Period %(what)s does not have the days that its name says"),
    "zones_no_partition": _("Region %(what)s does not stand in exactly one zone"),
    "region_misplaced": _("Region %(what)s does not lie directly below the right level"),
    "administrator_with_another_role": _("Administrator %(what)s holds another role"),
    "part_of_itself": _("Item %(what)s is, by way of others, a part of itself"),
}


class Fault(NamedTuple):
    """Which invariant, and where it is broken."""

    code: str
    what: str

    @property
    def message(self) -> str:
        return str(SENTENCES[self.code]) % {"what": self.what}


def each(code: str, rows: QuerySet[Any], *columns: str) -> Iterator[Fault]:
    """One fault a row, known by these columns."""
    for values in rows.order_by().values_list(*columns).iterator(chunk_size=2000):
        yield Fault(code, " ".join(map(str, values)))
