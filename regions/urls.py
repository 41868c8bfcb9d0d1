"""Pages of people: in and out, the audit trail, the members."""

from django.urls import URLPattern, path

from regions.views import entry, members, notices, trail

urlpatterns: list[URLPattern] = [
    path("", entry.home, name="home"),
    path("accounts/login/", entry.Login.as_view(), name="login"),
    path("accounts/logout/", entry.Logout.as_view(), name="logout"),
    path("accounts/password/", entry.PasswordChange.as_view(), name="password-change"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/read/", notices.notice_read_all, name="notice-read-all"),
    path("notices/<int:notice>/read/", notices.notice_read, name="notice-read"),
    path("audit/", trail.audit_list, name="audit-list"),
    path("members/", members.member_list, name="member-list"),
    path("members/grant/", members.member_grant, name="member-grant"),
    path("members/<int:membership>/revoke/", members.member_revoke, name="member-revoke"),
    path("members/<int:membership>/transfer/", members.member_transfer, name="member-transfer"),
]
