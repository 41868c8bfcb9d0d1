"""The page of the members."""

import pytest

from regions import actions
from regions.models import Membership, Region, User
from tests.people import client_of


@pytest.fixture
def client(administrator):
    return client_of(administrator)


def held(username):
    rows = Membership.objects.filter(user__username=username, revoked_at=None)
    return sorted(rows.values_list("role", "region__code"))


def membership(username):
    return Membership.objects.get(user__username=username, revoked_at=None)


def listed(client, query=""):
    answer = client.get(f"/members/{query}")
    assert answer.status_code == 200
    return [user.username for user, _idle, _held in answer.context["rows"]]


def test_everybody_is_listed_with_their_roles(client):
    rows = client.get("/members/").context["rows"]
    roles = {user.username: [str(m) for m in held] for user, _idle, held in rows}
    assert len(roles) == 10
    assert (roles["wuhan"], roles["stranger"]) == (["王芳 武汉市 填报员"], [])


QUERIES = {
    "?person=王": ["wuhan"],
    "?person=REVIEW": ["reviewer", "reviewer2"],
    "?role=auditor": ["auditor"],
    "?role=reporter&person=明": ["xiangyang"],
    "?person=x%27%3B--": [],
}


@pytest.mark.parametrize("query", QUERIES)
def test_members_are_searched(client, query):
    assert listed(client, query) == QUERIES[query]


@pytest.mark.parametrize("query", ["?role=king", "?page=0", "?page=x", "?sort=name"])
def test_what_cannot_be_asked_is_not_found(client, query):
    assert client.get(f"/members/{query}").status_code == 404


def test_a_role_is_granted(client):
    fields = {"user": "stranger", "role": "viewer", "region": "420100"}
    assert client.post("/members/grant/", fields).url == "/members/"
    assert held("stranger") == [("viewer", "420100")]


GRANTS = [
    ({"user": "wuhan", "role": "reporter", "region": "420100"}, 409),
    ({"user": "wuhan", "role": "administrator", "region": "420000"}, 409),
    ({"user": "wuhan", "role": "manager", "region": "420100"}, 422),
    ({"user": "administrator", "role": "viewer", "region": "420000"}, 403),
    ({"user": "nobody", "role": "viewer", "region": "420000"}, 422),
    ({"user": "wuhan", "role": "king", "region": "420000"}, 422),
    ({}, 422),
]


@pytest.mark.parametrize(("fields", "status"), GRANTS)
def test_a_grant_is_refused_with_the_reason(client, fields, status):
    before = Membership.objects.count()
    answer = client.post("/members/grant/", fields)
    assert (answer.status_code, Membership.objects.count()) == (status, before)
    assert answer.context["grant"].errors


def test_a_role_is_taken_back(client):
    key = membership("wuhan").pk
    assert client.post(f"/members/{key}/revoke/").url == "/members/"
    assert held("wuhan") == []
    assert client.post(f"/members/{key}/revoke/").status_code == 404


def test_ones_own_role_is_not_taken_back(client):
    answer = client.post(f"/members/{membership('administrator').pk}/revoke/")
    assert (answer.status_code, held("administrator")) == (403, [("administrator", "420000")])


def test_a_person_is_transferred(client):
    path = f"/members/{membership('wuhan').pk}/transfer/"
    assert client.get(path).context["membership"].user.username == "wuhan"
    assert client.post(path, {"region": "420600", "reason": "调动"}).url == "/members/"
    assert held("wuhan") == [("reporter", "420600")]


@pytest.mark.parametrize(
    ("fields", "status"), [({}, 422), ({"region": "420100"}, 302), ({"region": "x"}, 422)]
)
def test_a_transfer_needs_a_region(client, fields, status):
    path = f"/members/{membership('wuhan').pk}/transfer/"
    assert client.post(path, fields).status_code == status
    assert held("wuhan") == [("reporter", "420100")]


def test_a_transfer_may_be_refused(client, administrator, wuhan):
    xiangyang = Region.objects.get(code="420600")
    actions.grant(user=wuhan, region=xiangyang, role="reporter", by=administrator)
    key = Membership.objects.get(user=wuhan, region__code="420100").pk
    answer = client.post(f"/members/{key}/transfer/", {"region": "420600"})
    assert (answer.status_code, held("wuhan")) == (
        409,
        [("reporter", "420100"), ("reporter", "420600")],
    )


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_takes_as_many_queries_for_many_people(client, number, django_assert_num_queries):
    region = Region.objects.get(code="420100")
    for place in range(number):
        user = User.objects.create_user(f"many{place}", name=f"{place}")
        Membership.objects.create(user=user, region=region, role="viewer")
    client.get("/members/")
    with django_assert_num_queries(10):
        client.get("/members/?person=many")


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "manager", "viewer", "auditor", "stranger"])
@pytest.mark.parametrize("path", ["/members/", "/members/1/transfer/"])
def test_only_administrators_see_the_members(request, who, path):
    assert client_of(request.getfixturevalue(who)).get(path).status_code == 403
