"""Pages of people: in and out, the audit trail, the members."""

from django.urls import URLPattern, path

from regions.views import entry, members, trail

urlpatterns: list[URLPattern] = [
    path("", entry.home, name="home"),
    path("accounts/login/", entry.Login.as_view(), name="login"),
    path("accounts/logout/", entry.Logout.as_view(), name="logout"),
    path("accounts/password/", entry.PasswordChange.as_view(), name="password-change"),
    path("audit/", trail.audit_list, name="audit-list"),
    path("members/", members.member_list, name="member-list"),
    path("members/grant/", members.member_grant, name="member-grant"),
    path("members/<int:membership>/revoke/", members.member_revoke, name="member-revoke"),
    path("members/<int:membership>/transfer/", members.member_transfer, name="member-transfer"),
]
