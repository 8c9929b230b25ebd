"""The fleet as a table, as JSON and for Prometheus say the same."""

from __future__ import annotations

import json
import math

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.fleet.seen import Heard, KioskSeen
from kiosk.fleet.view import as_figures, as_json, as_table
from kiosk.health import Service
from kiosk.period import Month

SILENT = 300.0
KIOSKS = (
    KioskSeen(
        "hall-1",
        Heard(1.75e9, 42, 0.26, "1.0.0", Service.LIMITED, ("P01",), ("S04",), Month(2026, 10), {"A01": 3, "P01": 1}),
    ),
    KioskSeen("hall-2", Heard(1.75e9, 7200, -90, "0.9", Service.OPEN), broken=5, known=1),
    KioskSeen("hall-10"),
)


def test_the_table() -> None:
    assert as_table(KIOSKS, SILENT).splitlines() == [
        "kiosk    heard     version  service          paper  data as of  failures today  remarks",
        "hall-1   42 s ago  1.0.0    limited P01 S04  P01    2026-10     A01x3 P01x1",
        "hall-2   2 h ago   0.9      open             well   -           -               silent for 2 h; "
        "its clock is 2 min behind; its audit trail was changed or set back (4 lines)",
        "hall-10  -         -        -                -      -           -               never heard of",
        "",
        "3 kiosks, 1 heard of within 5 min: 0 open, 1 limited, 0 closed.",
    ]


def test_a_fleet_without_kiosks() -> None:
    assert as_table((), SILENT).splitlines()[-1] == "0 kiosks, 0 heard of within 5 min: 0 open, 0 limited, 0 closed."
    assert json.loads(as_json((), SILENT)) == []
    assert "hall" not in as_figures((), SILENT)


def test_what_a_kiosk_says_cannot_move_the_terminal() -> None:
    said = "\u202eaway\u2028\x1b[2J\u200b\u009b 张"
    kiosk = KioskSeen("hall-1", Heard(1.75e9, 1, 0, "1.0.0", Service.OPEN, unshipped=said, named=said))
    for shown in (as_table((kiosk,), SILENT), as_json((kiosk,), SILENT)):
        assert "could not ship its records: ?away??[2J?? 张" in shown
        assert "its setting kiosk.id is ?away" in shown
        assert all(letter.isprintable() or letter == "\n" for letter in shown)


def test_a_clock_that_is_nowhere_is_no_number_in_json() -> None:
    for ahead in (math.inf, -math.inf, math.nan):
        (told,) = json.loads(
            as_json((KioskSeen("hall-1", Heard(1.75e9, 1, ahead, "1.0.0", Service.OPEN)),), SILENT),
            parse_constant=pytest.fail,
        )
        assert told["clock_ahead_seconds"] is None


def test_for_programs() -> None:
    first, second, third = json.loads(as_json(KIOSKS, SILENT))
    assert first == {
        "kiosk": "hall-1",
        "heard_at": 1.75e9,
        "silent_seconds": 42,
        "clock_ahead_seconds": 0.3,
        "version": "1.0.0",
        "service": "limited",
        "reasons": ["P01"],
        "warnings": ["S04"],
        "paper": "P01",
        "data_as_of": "2026-10",
        "failures_today": {"A01": 3, "P01": 1},
        "audit_lines_broken": 0,
        "audit_lines_broken_known": 0,
        "remarks": [],
    }
    assert (second["data_as_of"], second["audit_lines_broken"], len(second["remarks"])) == (None, 5, 3)
    assert (third["version"], third["remarks"]) == (None, ["never heard of"])


def test_for_prometheus() -> None:
    figures = {
        (each.name.removeprefix("shebao_fleet_"), *sorted(each.labels.values())): each.value
        for family in text_string_to_metric_families(as_figures(KIOSKS, SILENT))
        for each in family.samples
    }
    up = [figures["up", kiosk.kiosk] for kiosk in KIOSKS]
    assert up == [1, 0, 0]
    assert figures["heard_seconds", "hall-1"] == 1.75e9
    assert figures["clock_ahead_seconds", "hall-2"] == -90
    assert figures["info", "1.0.0", "hall-1"] == 1
    services = {key[1:]: value for key, value in figures.items() if key[0] == "service"}
    assert services["hall-1", "limited"] == services["hall-2", "open"] == 1
    assert (len(services), sum(services.values())) == (6, 2)
    reasons = {key for key in figures if key[0] == "reason"}
    assert reasons == {("reason", "P01", "hall-1", "reason"), ("reason", "S04", "hall-1", "warning")}
    assert (figures["data_as_of_month", "hall-1"], figures["data_as_of_month", "hall-2"]) == (202610, 0)
    assert figures["failures_today", "A01", "hall-1"] == 3
    assert (figures["audit_lines_broken", "hall-2"], figures["audit_lines_broken_known", "hall-2"]) == (5, 1)
    assert ("heard_seconds", "hall-10") not in figures


def test_failures_of_an_earlier_day_are_not_todays() -> None:
    last = Heard(1.75e9, 86_400, 0, "1.0.0", Service.OPEN, as_of=Month(2026, 10), failures={"A01": 3})
    silent = (KioskSeen("hall-1", last),)
    row = as_table(silent, SILENT).splitlines()[1].split()
    assert row[-6:] == ["2026-10", "-", "silent", "for", "1", "d"]
    assert json.loads(as_json(silent, SILENT))[0]["failures_today"] is None
    assert "failures_today{" not in as_figures(silent, SILENT)
