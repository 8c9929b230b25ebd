"""One question to an IPP server, with a time-out: the scheduler (CUPS) or the printer itself.

pycups packs and reads the messages; its own connections know no time-out, so the bytes travel by http.client.
"""

from __future__ import annotations

import http.client
import io
import os
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import cups

from kiosk.workers import still_at_work

IPP_PORT = 631
_LONGEST_ANSWER = 1 << 20
"""Printers describe themselves in some 50 kB; more than a mebibyte is no answer."""

_HEADER_BYTES, _END_OF_ATTRIBUTES, _FIRST_VALUE_TAG = 8, 0x03, 0x10
"""Version, status and request number; tags below the first value's separate groups (RFC 8010 section 3.1)."""
_LAST_WITHOUT_VALUE = 0x1F
"""Tags up to this say instead of a value that there is none: unknown, no-value, ... (RFC 8010 section 3.5.2)."""
_ASCII = 128

OPERATION, JOB = cups.IPP_TAG_OPERATION, cups.IPP_TAG_JOB
URI, NAME, KEYWORD, INTEGER = cups.IPP_TAG_URI, cups.IPP_TAG_NAME, cups.IPP_TAG_KEYWORD, cups.IPP_TAG_INTEGER
BOOLEAN, MIME_TYPE = cups.IPP_TAG_BOOLEAN, cups.IPP_TAG_MIMETYPE

_LAST_SUCCESS = 0x00FF
"""Status codes up to this mean success (RFC 8011 section 4.1.6)."""


class Unreachable(Exception):
    """No answer: nobody there, too late, or not IPP."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an IPP server listens: host and port, or a socket in the file system."""

    host: str
    port: int = IPP_PORT
    resource: str = "/"
    tls: bool = False
    socket_path: str = ""

    def __str__(self) -> str:
        return self.socket_path or f"{self.host}:{self.port}"

    def at(self, resource: str) -> Endpoint:
        """The same server, another resource."""
        return Endpoint(self.host, self.port, resource, self.tls, self.socket_path)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a request."""

    name: str
    tag: int
    value: object = field(repr=False)
    group: int = OPERATION


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer."""

    status: int
    _attributes: tuple[Any, ...] = field(repr=False)

    @property
    def well(self) -> bool:
        """Whether the operation succeeded."""
        return self.status <= _LAST_SUCCESS

    def values(self, name: str) -> tuple[Any, ...]:
        """All values of an attribute; empty when it is absent."""
        return tuple(value for a in self._attributes if a.name == name for value in a.values)

    def first(self, name: str) -> Any:
        """First value of an attribute, or None."""
        return next(iter(self.values(name)), None)


def scheduler() -> Endpoint:
    """Where CUPS listens: CUPS_SERVER (host:port or a socket), else what libcups would use."""
    server = os.environ.get("CUPS_SERVER") or str(cups.getServer())
    if server.startswith("/"):
        if Path(server).exists():
            return Endpoint("localhost", socket_path=server)
        server = "localhost"
    parts = urlsplit("//" + server)
    return Endpoint(parts.hostname or "localhost", parts.port or IPP_PORT)


def printer_at(device_uri: str) -> Endpoint | None:
    """Where a printer listens; None when it does not speak IPP over the network."""
    parts = urlsplit(device_uri)
    if parts.scheme not in ("ipp", "ipps") or not parts.hostname:
        return None
    default = 443 if parts.scheme == "ipps" and parts.port is None else IPP_PORT
    return Endpoint(parts.hostname, parts.port or default, parts.path or "/", parts.scheme == "ipps")


def ask(
    endpoint: Endpoint, operation: int, attributes: Sequence[Attribute], seconds: float, data: bytes = b""
) -> Reply:
    """Ask and wait at most so many seconds for each step. Raises Unreachable."""
    connection = _connection(endpoint, seconds)
    headers = {"Content-Type": "application/ipp"}
    if endpoint.socket_path:
        # The scheduler checks the name against the process at the other end of the socket.
        headers["Authorization"] = f"PeerCred {cups.getUser()}"
    try:
        connection.request("POST", endpoint.resource, _pack(operation, attributes) + data, headers)
        still_at_work()
        answer = connection.getresponse()
        body = answer.read(_LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"{endpoint}: {type(error).__name__}") from error
    finally:
        connection.close()
        still_at_work()
    if answer.status != http.client.OK:
        raise Unreachable(f"{endpoint}: HTTP {answer.status}")
    return _unpack(body, endpoint)


def _pack(operation: int, attributes: Sequence[Attribute]) -> bytes:
    request = cups.IPPRequest(operation)
    for attribute in attributes:
        request.add(cups.IPPAttribute(attribute.group, attribute.tag, attribute.name, attribute.value))
    packed = io.BytesIO()
    request.writeIO(packed.write)
    return packed.getvalue()


def _unpack(body: bytes, endpoint: Endpoint) -> Reply:
    answer = cups.IPPRequest()
    try:
        if answer.readIO(io.BytesIO(_readable(body)).read) != cups.IPP_STATE_DATA:
            raise Unreachable(f"{endpoint}: not an IPP answer")
        # Separators between groups have no name.
        return Reply(int(answer.statuscode), tuple(a for a in answer.attributes if a.name))
    except SystemError:
        raise Unreachable(f"{endpoint}: an IPP answer that cannot be read") from None


def _readable(body: bytes) -> bytes:
    """Mark values of type octetString (printer-supply) as text, and leave out attributes that have no value.

    pycups fails on the whole answer that holds one of them; of no-value it ends the program by a segmentation fault.
    """
    read, place = bytearray(body[:_HEADER_BYTES]), _HEADER_BYTES
    while place < len(body) and body[place] != _END_OF_ATTRIBUTES:
        tag, name = body[place], place + 1
        if tag < _FIRST_VALUE_TAG:
            read.append(tag)
            place = name
            continue
        length = name + 2
        length += int.from_bytes(body[name:length], "big")
        value = length + 2
        start, place = place, value + int.from_bytes(body[length:value], "big")
        named = length > name + 2
        if tag == cups.IPP_TAG_STRING:
            text = bytes(octet if octet < _ASCII else ord("?") for octet in body[value:place])
            read += bytes([cups.IPP_TAG_TEXT]) + body[name:value] + text
        elif tag > _LAST_WITHOUT_VALUE or not named:
            read += body[start:place]
    return bytes(read) + body[place:]


def _connection(endpoint: Endpoint, seconds: float) -> http.client.HTTPConnection:
    if endpoint.socket_path:
        return _SocketConnection(endpoint.socket_path, seconds)
    if endpoint.tls:
        return http.client.HTTPSConnection(endpoint.host, endpoint.port, timeout=seconds, context=_printers_tls())
    return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=seconds)


def _printers_tls() -> ssl.SSLContext:
    """Printers sign their own certificates; the state of a printer is no secret, and jobs go through CUPS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket in the file system."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
