"""What systemd hears, on a socket of its kind; and that nobody is waited for."""

from __future__ import annotations

import socket

import pytest

from kiosk.service_manager import ServiceManager, service_manager


def test_it_hears_each_word(ear: socket.socket) -> None:
    service = ServiceManager(ear.getsockname())
    service.ready()
    service.feed()
    service.status("begins anew: data")
    service.stopping()
    assert [ear.recv(200) for _ in range(4)] == [b"READY=1", b"WATCHDOG=1", b"STATUS=begins anew: data", b"STOPPING=1"]


def test_an_abstract_address_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("")  # the kernel gives one
        line.setblocking(False)
        ServiceManager("@" + line.getsockname()[1:].decode()).ready()
        assert line.recv(200) == b"READY=1"


@pytest.mark.parametrize("address", ["", "/nonexistent/notify", "@nobody-listens-here"])
def test_without_anybody_nothing_happens(address: str) -> None:
    service = ServiceManager(address)
    service.ready()
    service.feed()


def test_one_that_does_not_listen_holds_nobody_up(ear: socket.socket) -> None:
    service = ServiceManager(ear.getsockname())
    for _ in range(2000):
        service.feed()
    assert ear.recv(200) == b"WATCHDOG=1"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ServiceManager()),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "20000000"}, ServiceManager("/run/x", 20.0)),
        ({"NOTIFY_SOCKET": "/run/x"}, ServiceManager("/run/x", None)),
        ({"WATCHDOG_USEC": "0"}, ServiceManager("", None)),
        ({"WATCHDOG_USEC": "soon"}, ServiceManager("", None)),
        ({"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "1500000", "WATCHDOG_PID": "1"}, ServiceManager("@x", 1.5)),
    ],
)
def test_the_environment_names_it(environment: dict[str, str], expected: ServiceManager) -> None:
    assert service_manager(environment) == expected
