"""The demo people's source files: shipped for the demo's own day, written for any other; they enter by the import.

`python -m kiosk.demo.source` writes the shipped ones anew (resources/demo/source); a test holds them to the stories.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from kiosk.demo import feeds
from kiosk.demo.feeds import Table
from kiosk.demo.people import demo_records
from kiosk.demo.story import read_employers
from kiosk.insurance import Authority

SHIPPED_DAY = date(2026, 11, 21)
"""The day the shipped files stand on: the demo's default."""

ENCODING = "gb18030"
_NAMESPACE = "http://sxbw.audit.gov.cn/AppsDataInterfaceStandard/2019/Pension/XMLSchema"
_DECLARATION = '<?xml version="1.0" encoding="GB 18030"?>'
"""As the standard's samples have it, with the space that no XML parser takes."""

IMPORTS: Mapping[str, tuple[str, ...]] = {
    "gbt40217": ("units.xml", "persons.xml", "insured.xml", "payments.xml", "benefits.xml"),
    "hr-csv": ("hr-participations.csv", "hr-contributions.csv"),
    "medical-csv": (
        *("medical-participations.csv", "medical-contributions.csv"),
        *("medical-accounts.csv", "medical-transfers.csv"),
    ),
    "cards-csv": ("cards.csv",),
}
"""Which files are imported by which profile, in this order. A file that would be empty on its day is not there."""


@contextmanager
def source_files(today: date) -> Iterator[Mapping[str, Sequence[Path]]]:
    """The files as they stand on a day, by profile; gone at the end unless they are the shipped ones."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(resources.as_file(_shipped())))
        if today != SHIPPED_DAY:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shebao-kiosk-")))
            write_files(today, folder)
        yield {
            profile: [folder / name for name in names if (folder / name).exists()] for profile, names in IMPORTS.items()
        }


def write_files(today: date, folder: Path) -> None:
    """Write the files as they stand on a day."""
    folder.mkdir(exist_ok=True)
    for name, text in texts(today).items():
        (folder / name).write_bytes(text.encode(ENCODING))


def texts(today: date) -> dict[str, str]:
    """Word the files as they stand on a day, by name; one without a record is left out."""
    records = list(demo_records(today))
    hr, medical = Authority.HUMAN_RESOURCES, Authority.MEDICAL_SECURITY
    units = feeds.units(employer.unit for employer in read_employers())
    worded = {
        "units.xml": _xml("单位信息", [units]),
        "persons.xml": _xml("人员信息", [feeds.persons(records)]),
        "insured.xml": _xml("参保信息", [feeds.account_years(records), feeds.transfers(records)]),
        "payments.xml": _xml("人员缴费", feeds.payments(records)),
        "benefits.xml": _xml("待遇支付", [feeds.benefits(records)]),
        "hr-participations.csv": _csv(feeds.csv_participations(records, hr)),
        "hr-contributions.csv": _csv(feeds.csv_contributions(records, hr)),
        "medical-participations.csv": _csv(feeds.csv_participations(records, medical)),
        "medical-contributions.csv": _csv(feeds.csv_contributions(records, medical)),
        "medical-accounts.csv": _csv(feeds.csv_account_years(records)),
        "medical-transfers.csv": _csv(feeds.csv_transfers(records)),
        "cards.csv": _csv(feeds.csv_cards(records)),
    }
    return {name: text for name, text in worded.items() if text}


def _xml(root: str, tables: Sequence[Table]) -> str:
    lines = [
        f"<{table.name}>{''.join(f'<{name}>{escape(text)}</{name}>' for name, text in fields.items())}</{table.name}>\n"
        for table in tables
        for fields in table.records
    ]
    return f'{_DECLARATION}\n<{root} xmlns="{_NAMESPACE}">\n{"".join(lines)}</{root}>\n' if lines else ""


def _csv(table: Table) -> str:
    rows = list(table.records)
    if not rows:
        return ""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _shipped() -> resources.abc.Traversable:
    return resources.files("resources") / "demo" / "source"


if __name__ == "__main__":
    with resources.as_file(_shipped()) as shipped:
        write_files(SHIPPED_DAY, shipped)
