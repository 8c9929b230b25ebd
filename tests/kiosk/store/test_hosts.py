"""Servers are named without ports, and one of another machine must prove who it is."""

from __future__ import annotations

import pytest

from kiosk import config
from kiosk.errors import Refused
from kiosk.store.engine import name_of, parse_url
from kiosk.store.hosts import hosts_of, refuse_unproven, to_primary
from kiosk.store.opening import open_for_kiosk

PROVEN = "sslmode=verify-full&sslrootcert=/etc/agency.crt"


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("db.hall/kiosk", ("db.hall",)),
        ("db.hall:5432/kiosk", ("db.hall",)),
        ("/kiosk?host=one:5432&host=two:5433", ("one", "two")),
        ("/kiosk?host=one,two&port=5432,5433", ("one", "two")),
        ("/kiosk?host=/run/postgresql", ("/run/postgresql",)),
        ("/kiosk", ()),
    ],
)
def test_hosts_are_read_as_sqlalchemy_does(address: str, hosts: tuple[str, ...]) -> None:
    url = parse_url(f"postgresql+psycopg://kiosk_a:secret@{address}")
    assert hosts_of(url) == hosts
    _, named = url.get_dialect()().create_connect_args(url)
    assert named.get("host", "") == ",".join(hosts)
    assert name_of(url) == f"kiosk on {', '.join(hosts) or 'this machine'}"


ELSEWHERE = (
    *("db.hall/kiosk", "/kiosk?host=127.0.0.1:5432&host=db.hall:5432", "10.0.0.7/kiosk"),
    *("/kiosk?hostaddr=10.0.0.7", "localhost/kiosk?hostaddr=10.0.0.7", "/kiosk?service=agency"),
)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("said", ["", "sslmode=require", "sslmode=verify-ca&sslrootcert=/etc/agency.crt"])
def test_a_server_elsewhere_that_need_not_prove_itself_is_refused(address: str, said: str) -> None:
    joined = "&" if "?" in address else "?"
    with pytest.raises(Refused, match="must say sslmode=verify-full") as refused:
        refuse_unproven(parse_url(f"postgresql+psycopg://kiosk_a:secret@{address}{joined}{said}"))
    assert "secret" not in str(refused.value)
    refuse_unproven(parse_url(f"postgresql+psycopg://kiosk_a:secret@{address}{joined}{PROVEN}"))


@pytest.mark.parametrize(
    "address", ["localhost/kiosk", "127.0.0.1:5432/kiosk", "[::1]/kiosk", "/kiosk", "/kiosk?host=/run/pg"]
)
def test_this_machine_is_believed(address: str) -> None:
    refuse_unproven(parse_url(f"postgresql+psycopg://kiosk_a@{address}"))


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_a_server_that_the_environment_names_must_prove_itself_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "10.0.0.7")
    with pytest.raises(Refused, match="could pass itself off as 10.0.0.7"):
        refuse_unproven(parse_url("postgresql+psycopg://kiosk_a@/kiosk"))
    refuse_unproven(parse_url("postgresql+psycopg://kiosk_a@localhost/kiosk"))


def test_logins_want_the_primary_unless_the_url_says_otherwise() -> None:
    wanted = "target_session_attrs"
    assert to_primary(parse_url("postgresql+psycopg://k@one/kiosk")).query == {wanted: "primary"}
    said = parse_url(f"postgresql+psycopg://k@one/kiosk?{wanted}=read-write")
    assert to_primary(said) == said


@pytest.mark.parametrize("name", ["url", "read_url"])
def test_a_kiosk_in_production_does_not_even_look_for_such_a_server(name: str) -> None:
    here = "postgresql+psycopg://kiosk_a@127.0.0.1/kiosk"
    section = config.load(environment={}).database.model_copy(
        update={"url": here, name: "postgresql+psycopg://kiosk_a@db.hall/kiosk"}
    )
    with pytest.raises(Refused, match="could pass itself off as db.hall"):
        open_for_kiosk(section, production=True)
