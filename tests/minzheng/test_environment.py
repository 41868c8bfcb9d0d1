"""Readers of the environment: each bad value is refused by name when the process starts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from minzheng import environment
from tests.sources import ROOT

KEY = "k3y-for-the-tests-of-settings-and-nothing-else-0123456789"


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("MINZHENG_X", value)


@pytest.mark.parametrize(("value", "is_on"), [("1", True), ("0", False), (" 1 ", True)])
def test_a_flag_is_0_or_1(given, value, is_on):
    given(value)
    assert environment.flag("MINZHENG_X", default=not is_on) is is_on


@pytest.mark.parametrize("value", ["", "true", "yes", "2", "on", "１"])
def test_another_flag_is_refused_by_name(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must be 0 or 1"):
        environment.flag("MINZHENG_X", default=False)


def test_without_a_value_the_default_holds():
    assert environment.flag("MINZHENG_X", default=True) is True
    assert environment.whole("MINZHENG_X", 90) == 90
    assert environment.names("MINZHENG_X", "a, b,,") == ["a", "b"]


def test_a_whole_number_is_read(given):
    given("30")
    assert environment.whole("MINZHENG_X", 90) == 30


@pytest.mark.parametrize("value", ["", "-1", "1.5", "٣", "1e3", "x"])
def test_another_number_is_refused_by_name(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must be a whole number from 0"):
        environment.whole("MINZHENG_X", 90)


@pytest.mark.parametrize("value", ["a.example", ".a.example", "[::1]", "10.0.0.1", "*", "a,b"])
def test_host_names_are_read(given, value):
    given(value)
    assert environment.hosts("MINZHENG_X", "") == value.split(",")


@pytest.mark.parametrize("value", ["http://a.example", "a.example:8000", "a.example/x", "a b"])
def test_other_host_names_are_refused_by_name(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X has no host names in"):
        environment.hosts("MINZHENG_X", "")


def test_a_key_is_made_once_and_kept_while_debugging(tmp_path):
    file = tmp_path / "var" / "secret_key"
    key = environment.secret_key("MINZHENG_X", debug=True, keep_in=file)
    assert environment.secret_key("MINZHENG_X", debug=True, keep_in=file) == key
    assert (len(key) >= 50, file.stat().st_mode & 0o777) == (True, 0o600)
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_without_debugging_a_missing_key_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X is missing"):
        environment.secret_key("MINZHENG_X", debug=False, keep_in=tmp_path / "k")
    assert not (tmp_path / "k").exists()


@pytest.mark.parametrize("debug", [True, False])
def test_a_short_key_is_refused(given, tmp_path, debug):
    given("short")
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must have at least 32"):
        environment.secret_key("MINZHENG_X", debug=debug, keep_in=tmp_path / "k")


def test_a_folder_is_made_for_us_alone(given, tmp_path):
    given(str(tmp_path / "a" / "media"))
    made = environment.named_folder("MINZHENG_X", tmp_path)
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_is_refused_by_name(given, tmp_path):
    (tmp_path / "file").touch()
    given(str(tmp_path / "file"))
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X: no folder can be made"):
        environment.named_folder("MINZHENG_X", tmp_path)


def database(given, url):
    given(url)
    return environment.database("MINZHENG_X", default=Path("default.sqlite3"))


def test_a_sqlite_file_is_an_embedded_server(given, tmp_path):
    read = database(given, f"sqlite:///{tmp_path}/a%20b.sqlite3")
    assert (read["ENGINE"], read["NAME"]) == (
        "django.db.backends.sqlite3",
        f"{tmp_path}/a b.sqlite3",
    )
    options = read["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_without_a_url_the_default_file_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("MINZHENG_X", raising=False)
    file = tmp_path / "var" / "m.sqlite3"
    assert environment.database("MINZHENG_X", default=file)["NAME"] == str(file)
    assert file.parent.is_dir()


def test_a_postgresql_server_is_reached_through_a_pool(given):
    url = "postgres://u:p%40ss@db.example:5433/minzheng?sslmode=require"
    read = database(given, url)
    named = [read[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_MAX_AGE")]
    assert named == ["minzheng", "u", "p@ss", "db.example", 5433, 0]
    options = read["OPTIONS"]
    assert read["CONN_HEALTH_CHECKS"] is True
    assert (options["sslmode"], options["pool"]["max_size"]) == ("require", 8)
    limits = "-c statement_timeout=30000 -c lock_timeout=5000 -c timezone=UTC -c jit=off"
    assert options["options"] == limits


def test_a_socket_is_named_in_the_query(given):
    read = database(given, "postgresql:///minzheng?host=/run/postgresql&port=5433")
    assert (read["HOST"], read["PORT"]) == ("/run/postgresql", "5433")


BAD_URLS = [
    "mysql://u@h/n",
    "sqlite://",
    "sqlite:///",
    "sqlite:///no/such/folder/m.sqlite3",
    "postgres://h",
    "postgres://u:secret@h:port/n",
    "postgres://u:secret@h/n?nonsense=1",
    "minzheng.sqlite3",
]


@pytest.mark.parametrize("url", BAD_URLS)
def test_another_database_is_refused_by_name_and_its_password_not_told(given, url):
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X") as refusal:
        database(given, url)
    assert "secret" not in str(refusal.value)


OURS = ("MINZHENG", "DATABASE", "DJANGO")  # what the tests set, and their browser


def manage(*command, **variables):
    """A process of its own, for settings are read once."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *command],
        cwd=ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "minzheng.settings"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


BAD = {
    "MINZHENG_DEBUG": "yes",
    "MINZHENG_SECRET_KEY": "short",
    "MINZHENG_ALLOWED_HOSTS": "http://a.example",
    "DATABASE_URL": "oracle://a",
    "MINZHENG_MEDIA_ROOT": "/dev/null/media",
    "MINZHENG_PASSWORD_AGE_DAYS": "never",
    "MINZHENG_PROXIES": "nginx",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_setting_ends_the_start_with_one_line(name):
    ended = manage("check", **({"MINZHENG_SECRET_KEY": KEY} | {name: BAD[name]}))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith(name)


def test_the_settings_of_production_are_clean(tmp_path):
    ended = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        MINZHENG_SECRET_KEY=KEY,
        MINZHENG_ALLOWED_HOSTS="minzheng.example",
        MINZHENG_MEDIA_ROOT=str(tmp_path / "media"),
        DATABASE_URL=f"sqlite:///{tmp_path}/m.sqlite3",
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_setting_is_documented():
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    used = (ROOT / "minzheng" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(MINZHENG_[A-Z_]+|DATABASE_URL)"', used))
    assert len(names) >= 10
    assert sorted(name for name in names if f"`{name}`" not in written) == []


@pytest.mark.parametrize("value", ["0", "65536", "99999999999999", "smtp"])
def test_a_port_is_one(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must be a whole number from 1"):
        environment.whole("MINZHENG_X", 25, least=1, most=65535)


@pytest.mark.parametrize("value", ["http://mail.example", "mail.example:25", "a b"])
def test_a_mail_server_is_a_host(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must be a host's name"):
        environment.host("MINZHENG_X")


def test_without_a_mail_server_there_is_none(given):
    given("")
    assert environment.host("MINZHENG_X") == ""
    given("mail.example.cn")
    assert environment.host("MINZHENG_X") == "mail.example.cn"


@pytest.mark.parametrize("value", ["nobody", "a@b@c", "民政"])
def test_a_sender_is_an_address(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X must be an address of mail"):
        environment.sender("MINZHENG_X", "a@example.cn")


def test_a_sender_may_have_a_name(given):
    given("民政指标 <minzheng@example.cn>")
    assert environment.sender("MINZHENG_X", "") == "民政指标 <minzheng@example.cn>"


def test_a_file_must_be_there(given, tmp_path):
    given(str(tmp_path / "none.geojson"))
    with pytest.raises(ImproperlyConfigured, match="MINZHENG_X: there is no file"):
        environment.file("MINZHENG_X", tmp_path)
