"""Pages of the reports: from the draft to the approval."""

from django.urls import path

from indicators.reporting.views import (
    bulk_approval,
    cells,
    correction,
    detail,
    difference,
    grid,
    listing,
    periods,
    queue,
    review,
    submission,
    urging,
)

ONE = "reports/<slug:period>/<slug:region>/"

urlpatterns = [
    path("reports/", listing.report_list, name="report-list"),
    path("reports/approve/", bulk_approval.report_approve, name="report-approve"),
    path("reports/timeliness/", listing.report_timeliness, name="report-timeliness"),
    path("reports/<slug:period>/urge/", urging.period_urge, name="period-urge"),
    path("periods/", periods.period_list, name="period-list"),
    path("periods/<slug:period>/", periods.period_detail, name="period-detail"),
    path("periods/<slug:period>/close/", periods.period_close, name="period-close"),
    path("periods/<slug:period>/extend/", periods.period_extend, name="period-extend"),
    path("review/", queue.review_list, name="review-list"),
    path(ONE, detail.report_detail, name="report-detail"),
    path(f"{ONE}edit/", grid.report_edit, name="report-edit"),
    path(f"{ONE}cells/", cells.report_cells, name="report-cells"),
    path(f"{ONE}submit/", submission.report_submit, name="report-submit"),
    path(f"{ONE}withdraw/", submission.report_withdraw, name="report-withdraw"),
    path(f"{ONE}urge/", urging.report_urge, name="report-urge"),
    path(f"{ONE}diff/", difference.submission_diff, name="submission-diff"),
    path(f"{ONE}correction/", correction.correction_ask, name="correction-ask"),
    path(f"{ONE}correction/decline/", correction.correction_decline, name="correction-decline"),
    path(f"{ONE}review/", review.report_review, name="report-review"),
    path(f"{ONE}review/begin/", review.review_begin, name="review-begin"),
    path(f"{ONE}review/release/", review.review_release, name="review-release"),
    path(f"{ONE}review/approve/", review.review_approve, name="review-approve"),
    path(f"{ONE}review/send-back/", review.review_send_back, name="review-send-back"),
    path(f"{ONE}review/reopen/", review.review_reopen, name="review-reopen"),
]
