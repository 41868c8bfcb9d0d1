"""The admin: accounts through the verbs, reference data on record, nothing for anybody else."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from indicators.plan.models import CheckRule, Indicator, Measure
from regions.models import AuditEvent, Membership, Region, User
from tests.people import client_of

GOOD = "Xinghua-2018-new"
MANAGERS = {"plan", "theme", "measure", "indicator", "checkrule", "target", "baseline"}
MANAGERS |= {"region", "zone"}
ADMINISTRATORS = {"user", "membership"}


def last():
    event = AuditEvent.objects.last()
    return event.act, event.object_type, event.object_label, event.old, event.new


@pytest.fixture
def accounts(administrator):
    return client_of(administrator)


@pytest.fixture
def reference(manager):
    return client_of(manager)


def test_only_reference_data_and_accounts_are_registered():
    names = {model._meta.model_name for model in admin.site._registry}
    assert names == MANAGERS | ADMINISTRATORS


@pytest.mark.parametrize("model", sorted(MANAGERS | ADMINISTRATORS))
def test_each_side_sees_its_own(accounts, reference, model):
    room = "regions" if model in {*ADMINISTRATORS, "region", "zone"} else "indicators"
    path = f"/admin/{room}/{model}/"
    of_manager = (reference.get(path).status_code, accounts.get(path).status_code)
    assert of_manager == ((200, 403) if model in MANAGERS else (403, 200))


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "auditor", "stranger"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/regions/user/", "/admin/indicators/measure/"])
def test_nobody_else_comes_in(request, who, path):
    assert client_of(request.getfixturevalue(who)).get(path).status_code == 403


def test_who_is_not_logged_in_is_asked_to_by_our_own_page(db, client):
    assert client.get("/admin/").url == "/accounts/login/?next=%2Fadmin%2F"
    assert client.get("/admin/login/").url == "/accounts/login/?next=%2Fadmin%2Flogin%2F"


def test_logging_out_of_the_admin_is_on_record(accounts):
    assert accounts.post("/admin/logout/").url == "/accounts/login/"
    assert last()[0] == "logout"


def account(**fields):
    return {"username": "huangshi", "name": "李强", "email": "", "phone": "", **fields}


def test_an_account_is_created_by_the_verb(accounts):
    answer = accounts.post("/admin/regions/user/add/", account(new_password=GOOD))
    assert answer.status_code == 302
    user = User.objects.get(username="huangshi")
    assert (user.must_change_password, user.check_password(GOOD)) == (True, True)
    assert last()[:3] == ("account_created", "user", "李强（huangshi）")


BAD = [
    (account(), "new_password"),
    (account(new_password="short"), "new_password"),
    (account(username="wuhan", new_password=GOOD), "username"),
    (account(name="", new_password=GOOD), "name"),
]


@pytest.mark.parametrize(("fields", "at"), BAD)
def test_a_bad_account_is_not_created(accounts, fields, at):
    before = User.objects.count()
    answer = accounts.post("/admin/regions/user/add/", fields)
    errors = answer.context["adminform"].form.errors
    assert (list(errors), User.objects.count()) == ([at], before)


def test_an_account_is_changed_by_the_verb(accounts, wuhan):
    fields = {"name": "王芳芳", "email": "", "phone": "", "username": "somebody-else"}
    accounts.post(f"/admin/regions/user/{wuhan.pk}/change/", fields)
    changed = User.objects.get(pk=wuhan.pk)
    assert (changed.name, changed.username) == ("王芳芳", "wuhan")
    assert last()[0] == "account_changed"


def test_a_new_first_password_is_set_by_the_verb(accounts, wuhan):
    fields = {"name": "王芳", "email": "", "phone": "", "new_password": GOOD}
    accounts.post(f"/admin/regions/user/{wuhan.pk}/change/", fields)
    changed = User.objects.get(pk=wuhan.pk)
    assert (changed.check_password(GOOD), changed.must_change_password) == (True, True)
    assert last()[0] == "password_set"


def act_on(client, model, action, *rows):
    fields = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(f"/admin/regions/{model}/", fields, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_accounts_are_closed_and_opened_by_the_verb(accounts, wuhan, administrator):
    answer = act_on(accounts, "user", "close", wuhan, administrator)
    assert said(answer) == ["管平: 任何人不得停用自己的账号。", "王芳"]
    active = {user.username: user.is_active for user in User.objects.all()}
    assert (active["wuhan"], active["administrator"]) == (False, True)
    act_on(accounts, "user", "open", wuhan)
    assert User.objects.get(pk=wuhan.pk).is_active is True


def test_a_role_is_granted_by_the_verb(accounts, stranger):
    wuhan = Region.objects.get(code="420100")
    fields = {"user": stranger.pk, "role": "viewer", "region": wuhan.pk}
    assert accounts.post("/admin/regions/membership/add/", fields).status_code == 302
    assert Membership.objects.get(user=stranger).granted_by.username == "administrator"
    assert last()[0] == "role_granted"


def test_what_the_verb_refuses_is_said_and_nothing_is_written(accounts, wuhan):
    root = Region.objects.get(code="420000")
    fields = {"user": wuhan.pk, "role": "administrator", "region": root.pk}
    answer = accounts.post("/admin/regions/membership/add/", fields, follow=True)
    assert said(answer) == ["系统管理员不得兼任其他角色。"]
    assert Membership.objects.filter(user=wuhan).count() == 1


def test_a_role_is_taken_back_by_the_verb_and_never_altered(accounts, wuhan):
    held = Membership.objects.get(user=wuhan)
    act_on(accounts, "membership", "take_back", held)
    assert last()[0] == "role_revoked"
    path = f"/admin/regions/membership/{held.pk}/change/"
    assert accounts.post(path, {"role": "manager"}).status_code == 403


def test_a_change_of_reference_data_is_on_record_old_and_new(reference):
    rule = CheckRule.objects.create(
        code="R1",
        measure=Measure.objects.first(),
        operator="at_most",
        severity="soft",
        sentence_zh="旧句",
    )
    fields = {
        "code": "R1",
        "measure": rule.measure_id,
        "operator": "at_most",
        "tolerance": "1.5",
        "severity": "soft",
        "sentence_zh": "新句",
        "is_active": "on",
        "compared": [],
    }
    fields["compared"] = [Measure.objects.last().pk]
    path = f"/admin/indicators/checkrule/{rule.pk}/change/"
    assert reference.post(path, fields).status_code == 302
    act, kind, label, old, new = last()
    assert (act, kind, label) == ("reference_changed", "checkrule", "新句")
    assert (old["sentence_zh"], new["sentence_zh"]) == ("旧句", "新句")
    assert new["compared"] == [str(Measure.objects.last())]


def test_nothing_changed_leaves_no_record(reference):
    region = Region.objects.get(code="420100")
    page = reference.get(f"/admin/regions/region/{region.pk}/change/")
    form = page.context["adminform"].form
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    fields["aliases"] = fields["initial-aliases"] = form["aliases"].value()
    formset = page.context["inline_admin_formsets"][0].formset
    for part in (formset.management_form, *formset.forms):
        fields |= {part.add_prefix(n): part[n].value() or "" for n in part.fields}
    fields |= {"names-0-id": region.names.get().pk, "names-0-region": region.pk}
    before = AuditEvent.objects.count()
    path = f"/admin/regions/region/{region.pk}/change/"
    assert reference.post(path, fields).status_code == 302
    assert [last()[3:] for _ in range(AuditEvent.objects.count() - before)] == []


def test_an_addition_is_on_record(reference):
    prefecture = Region.objects.get(code="420100")
    fields = {"code": "pilot", "name_zh": "试点区", "position": "9", "regions": [prefecture.pk]}
    assert reference.post("/admin/regions/zone/add/", fields).status_code == 302
    act, kind, label, old, new = last()
    assert (act, kind, label, old) == ("reference_added", "zone", "试点区", {})
    assert new["regions"] == ["武汉市"]


def test_django_keeps_no_log_beside_ours(reference):
    test_an_addition_is_on_record(reference)
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("model", ["indicators/indicator", "indicators/target", "regions/region"])
def test_nothing_is_removed(reference, model):
    assert reference.post(f"/admin/{model}/1/delete/", {"post": "yes"}).status_code in {403, 404}


def test_the_history_is_the_auditors_to_read(reference):
    key = Indicator.objects.first().pk
    assert reference.get(f"/admin/indicators/indicator/{key}/history/").status_code == 404


@pytest.mark.parametrize("model", ["target", "baseline"])
def test_targets_and_baselines_are_only_looked_at(reference, model):
    assert reference.get(f"/admin/indicators/{model}/add/").status_code == 403
