"""The plan on paper: what a city and a province need, worked out of what was measured, which stands here alone."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from kiosk.fleet.station import BEAT_SECONDS
from tests.fleet_sim.__main__ import PEAK

KILO, MEGA, GIGA, TERA = 1e3, 1e6, 1e9, 1e12
MIB = 1 << 20
WIDTH = 120


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on two processors that did other work as well; how to measure it anew is said of each."""

    requests_a_visit: int = 7
    visit_seconds: float = 0.030
    """Of a processor of the server's at six visits a second, 20 ms at the rates that saturate it; this, the one above
    and the next three: `make fleet-sim KIOSKS=1000`."""
    line_bytes: float = 4.7 * MIB
    p99_ms: int = 53
    saturation: int = 65
    """Visits a second."""
    beat_seconds: float = 0.002
    """Of a processor, over the line that visits use: 1.4 ms by 1,000 heartbeats of a hundred kiosks."""
    contribution_bytes: float = 290
    """The whole database's bytes by its contributions: the first line of `make fleet-sim PERSONS=10000`."""
    audit_line_bytes: float = 430
    """Of fleet.audit_lines with its keys, by 60,000 lines of views."""
    import_rows_a_second: float = 89_000
    """`make bench ONLY=intake`, import-postgresql-2000000-rows-later-month: 22.4 s of fourteen, without fsync."""
    larger_city: float = 1.03
    """An account out of 1,000,000 people beside one out of 10,000: `make bench ONLY=fleet`."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the plan takes for granted; another agency puts its own figures here."""

    months_a_person: int = 120
    insurances: int = 5
    career_months: int = 360
    authorities: int = 1
    """Whose monthly data are imported apart: a person's rows of a month lie together within one import."""
    read_seconds: float = 0.0001
    """A block of flash that nobody has read lately."""
    visits_a_day: int = 100
    """At a kiosk."""
    days_a_year: int = 250
    audit_lines_a_visit: int = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A city or a province."""

    persons: float
    kiosks: int
    primaries: int
    partitions: int = 64
    """On each primary."""


CITY, PROVINCE = Place(10e6, 1_000, 1), Place(100e6, 10_000, 10)


@dataclass(frozen=True, slots=True)
class Plan:
    """The arithmetic for one place."""

    place: Place
    measured: Measured = Measured()
    assumed: Assumed = Assumed()

    @property
    def rows(self) -> float:
        """Contributions."""
        return self.place.persons * self.assumed.months_a_person * self.assumed.insurances

    @property
    def rows_a_month(self) -> float:
        """Contributions that one more month brings."""
        return self.place.persons * self.assumed.insurances

    @property
    def visits(self) -> float:
        """A second, at the peak."""
        return self.place.kiosks * PEAK

    @property
    def beats(self) -> float:
        """A second."""
        return self.place.kiosks / BEAT_SECONDS

    @property
    def processors(self) -> float:
        """That the servers need at the peak."""
        return self.visits * self.measured.visit_seconds + self.beats * self.measured.beat_seconds

    @property
    def audit_bytes_a_year(self) -> float:
        """By which fleet.audit_lines grows."""
        visits = self.place.kiosks * self.assumed.visits_a_day * self.assumed.days_a_year
        return visits * self.assumed.audit_lines_a_visit * self.measured.audit_line_bytes

    @property
    def import_seconds(self) -> float:
        """That a month takes on each primary, all of them at once."""
        return self.rows_a_month / self.place.primaries / self.measured.import_rows_a_second

    def of_rows(self, rows: float) -> float:
        """Their bytes."""
        return rows * self.measured.contribution_bytes

    def of_a_partition(self, partitions: int) -> str:
        """Rows and bytes of one of so many in all."""
        rows = self.rows / partitions
        return f"{rows / MEGA:.0f} million rows and {size(self.of_rows(rows))}"


def size(count: float) -> str:
    """Bytes for people: one place behind the point below ten."""
    unit, name = (TERA, "TB") if count >= TERA else (GIGA, "GB")
    value = count / unit
    return f"{value:.1f} {name}" if value < 10 else f"{int(value + 0.5)} {name}"


def span(seconds: float) -> str:
    """A time for people."""
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.0f} hours"


_WHERE = (
    "The primary takes logins, heartbeats, audit and imports; accounts are read from the standby "
    "(`database.read_url`). Each kiosk logs in as itself, so no pooler shares lines among them. A province is first of "
    "all many cities, each with its own server; what one database for all of it would ask for (Citus; not tried): "
    "[distributed.md](resources/deploy/distributed.md)."
)


def plan_on_paper() -> str:
    """What was measured, the table, and what follows from it."""
    table = "\n".join(f"| {' | '.join(row)} |" for row in _rows())
    return "\n\n".join((_wrapped(_measured()), table, _wrapped(f"{_consequences()} {_WHERE}")))


def _measured() -> str:
    m, a = Measured(), Assumed()
    said = (
        "Measured on two processors beside other work (`make fleet-sim KIOSKS=1000`, `make bench`): a visit",
        f"is {m.requests_a_visit} requests and {m.visit_seconds * KILO:.0f} ms of a processor of the server's,",
        f"a heartbeat {m.beat_seconds * KILO:.0f} ms, a line held {m.line_bytes / MIB:.1f} MiB; a contribution with",
        f"all that belongs to it {m.contribution_bytes:.0f} bytes, an audit line {m.audit_line_bytes:.0f}; an import",
        f"takes {m.import_rows_a_second / KILO:.0f},000 rows a second without fsync. At six visits",
        f"a second 99 of 100 requests took at most {m.p99_ms} ms; {m.saturation} a second saturated it.",
        f"Out of 1,000,000 people an account takes {m.larger_city} times as long as out of 10,000.",
        f"Assumed: {a.months_a_person // 12} years of {a.insurances} insurances a person;",
        f"a kiosk has {a.visits_a_day} visits of {a.audit_lines_a_visit} audit lines on {a.days_a_year} days a year.",
    )
    return " ".join(said)


def _rows() -> list[tuple[str, ...]]:
    plans = city, province = Plan(CITY), Plan(PROVINCE)
    places = "a city: 10 million people, 1,000 kiosks", "a province: 100 million, 10,000, as ten such cities"
    ten = f"{_processors(province)}; ten times that"
    return [
        ("", *places),
        ("---",) * 3,
        ("contributions; a month more", *map(_contributions, plans)),
        ("audit lines of a year", *(size(each.audit_bytes_a_year) for each in plans)),
        ("processors at the peak; lines", f"{_processors(city)}; {_lines(city)}", ten),
        (
            "partitions (`database.partitions`)",
            f"{CITY.partitions}, of {city.of_a_partition(CITY.partitions)}",
            "the same",
        ),
        ("machines: 8 processors, 64 GB, 4 TB of flash", "a primary and a standby", "ten of each"),
    ]


def _contributions(plan: Plan) -> str:
    rows, more = plan.rows, plan.rows_a_month
    whole = f"{rows / GIGA:.0f} thousand million, {size(plan.of_rows(rows))}"
    return f"{whole}; {more / MEGA:.0f} million, {size(plan.of_rows(more))}, imported in {span(plan.import_seconds)}"


def _processors(plan: Plan) -> str:
    m = plan.measured
    visits, beats = f"{plan.visits:.0f} x {m.visit_seconds * KILO:.0f} ms", f"{m.beat_seconds * KILO:.0f} ms"
    return f"{visits} + {plan.beats:.0f} x {beats} = {plan.processors:.1f}"


def _lines(plan: Plan) -> str:
    return size(plan.place.kiosks * plan.measured.line_bytes)


def _consequences() -> str:
    plan, a = Plan(CITY), Assumed()
    blocks = a.career_months * a.authorities
    cold = blocks * a.read_seconds * KILO
    anew = span(plan.import_seconds * a.months_a_person)
    said = (
        f"The disk decides. What came month by month lies scattered: thirty years are {blocks} blocks when one",
        f"authority sends all insurances, {cold:.0f} ms of cold flash at {a.read_seconds * KILO:.1f} ms a block;",
        f"{2 * blocks} and {2 * cold:.0f} when two do. A source that sends everything anew each month (a profile's",
        f'`content = "snapshot"`) would take {anew} and the disk twice: let it send what is new.',
    )
    return " ".join(said)


def one_database() -> str:
    """The same province in one distributed database."""
    eight, shards = Plan(Place(PROVINCE.persons, PROVINCE.kiosks, 8)), 8 * CITY.partitions
    said = (
        f"A province would be eight machines of the README's plan for the accounts, with {shards} shards, each of",
        f"{eight.of_a_partition(shards)}; and a ninth, the coordinator, which holds {_lines(eight)} for the lines",
        f"of {PROVINCE.kiosks:,} kiosks, takes {size(eight.audit_bytes_a_year)} of audit lines a year, and so wants",
        "128 GB of memory. Each has a standby: eighteen machines.",
    )
    return _wrapped(" ".join(said))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
