"""Who holds what where, for administrators; they grant, take back and transfer by the verbs."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions import actions
from regions.forms import GrantForm, MemberFilter, TransferForm
from regions.gates import needs
from regions.models import Membership, User
from regions.models.membership import MembershipQuerySet
from regions.permissions import Permission
from regions.refusals import Refused

ON_A_PAGE = 50


@require_safe
@needs(Permission.MANAGE_MEMBERS)
def member_list(request: HttpRequest) -> HttpResponse:
    return show(request, GrantForm())


def show(request: HttpRequest, grant: GrantForm, status: int = 200) -> HttpResponse:
    """The list, with the form by which a role is granted."""
    wanted = MemberFilter(request.GET)
    if not wanted.is_valid() or request.GET.keys() - wanted.fields.keys():
        raise Http404
    people = Paginator(wanted.found(), ON_A_PAGE)
    page = people.get_page(wanted.cleaned_data["page"] or 1)
    now = timezone.now()
    context = {
        "form": wanted,
        "grant": grant,
        "page": page,
        "rows": [(user, user.is_idle(on=now), list(user.memberships.all())) for user in page],
    }
    return render(request, "regions/member_list.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def member_grant(request: HttpRequest) -> HttpResponse:
    form = GrantForm(request.POST)
    if not form.is_valid():
        return show(request, form, 422)
    try:
        actions.grant(**form.cleaned_data, by=person(request))
    except Refused as refusal:
        form.add_error(None, [problem.message for problem in refusal.problems])
        return show(request, form, refusal.status)
    messages.success(request, _("The role has been granted."))
    return redirect("member-list")


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def member_revoke(request: HttpRequest, membership: int) -> HttpResponse:
    found = get_object_or_404(held(), pk=membership)
    try:
        actions.revoke(membership=found, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return show(request, GrantForm(), refusal.status)
    messages.success(request, _("The role has been taken back."))
    return redirect("member-list")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
def member_transfer(request: HttpRequest, membership: int) -> HttpResponse:
    found = get_object_or_404(held(), pk=membership)
    form = TransferForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            actions.transfer(membership=found, **form.cleaned_data, by=person(request))
        except Refused as refusal:
            form.add_error(None, [problem.message for problem in refusal.problems])
            status = refusal.status
        else:
            messages.success(request, _("The person has been transferred."))
            return redirect("member-list")
    context = {"form": form, "membership": found}
    return render(request, "regions/member_transfer.html", context, status=status)


def held() -> MembershipQuerySet:
    """Roles that may be taken back: not those that were taken back before."""
    return Membership.objects.filter(revoked_at__isnull=True).select_related("user", "region")


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  these pages ask for a permission
    return request.user
