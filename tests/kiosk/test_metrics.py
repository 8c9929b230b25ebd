"""The figures for monitoring are true, whole, and about nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk import errors
from kiosk.health import Condition, Service
from kiosk.metrics import Metrics
from kiosk.period import Month


def figures(file: Path) -> dict[tuple[str, ...], float]:
    """What a monitoring system reads: name and labels' values to figure."""
    families = text_string_to_metric_families(file.read_text(encoding="utf-8"))
    return {
        (sample.name.removeprefix("shebao_kiosk_"), *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where they are written; the folder is made."""
    return tmp_path / "node-exporter" / "shebao-kiosk.prom"


def test_the_figures_follow_what_happens(file: Path) -> None:
    metrics = Metrics(file, "hall-1", "1.0")
    metrics.judged(Condition(Service.LIMITED, (errors.NO_PAPER,), (errors.DISK_LOW,)), Month(2026, 10))
    for event, code in (("print-sent", ""), ("login", "A01"), ("login", "A01"), ("rating-given", "5")):
        metrics.count(event, code)
    metrics.write()
    read = figures(file)
    assert read["info", "hall-1", "1.0"] == 1
    assert [read["service", service.value] for service in Service] == [0, 1, 0]
    assert (read["reason", "P01", "reason"], read["reason", "S04", "warning"]) == (1, 1)
    assert read["data_as_of_month",] == 202610
    assert (read["events_total", "login"], read["events_total", "print-sent"]) == (2, 1)
    assert read["failures_total", "A01"] == 2
    assert ("failures_total", "5") not in read
    assert read["process_resident_memory_bytes",] > 0


def test_what_is_over_is_gone(file: Path) -> None:
    metrics = Metrics(file, "hall-1", "1.0")
    metrics.judged(Condition(Service.CLOSED, (errors.DATA_AWAY,)), None)
    metrics.judged(Condition(Service.OPEN), None)
    metrics.write()
    assert ("reason", "D01", "reason") not in figures(file)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    Metrics(tmp_path / "taken" / "kiosk.prom", "hall-1", "1.0").write()
    assert (tmp_path / "taken").read_text() == "a file"
