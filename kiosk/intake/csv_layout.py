"""What a CSV file's header says: the kind of record it holds, and in which column each field stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.errors import Refused
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import Profile


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows behind a header are read."""

    kind: Kind
    places: dict[str, int]
    """Where among the columns each field stands."""
    names: dict[str, str]
    """What the source calls each field."""
    spares: dict[str, list[int]]
    """Where further columns of a field stand: they count where the first one is empty."""
    unused: tuple[str, ...]
    """Columns without a field, in their order."""


def layout_of(header: Sequence[str], profile: Profile, file: str) -> Layout:
    """Read a header. Raises Refused for one that no such file has."""
    if header[0].startswith("<"):
        raise Refused(f"{file} is XML, but the profile {profile.name} reads CSV.")
    there = {field: [each for each in aliases if each in header] for field, aliases in profile.columns.items()}
    names = {field: aliases[0] for field, aliases in there.items() if aliases}
    kind = next((kind for kind in Kind if kind.fits(names)), None)
    if kind is None:
        # The header itself is not repeated: without a header line it would be a person's data.
        raise Refused(
            f"{file} has no header of a kind that the profile {profile.name} knows; "
            "check the profile, the delimiter and the column names."
        )
    ours = {field: there.get(field, []) for field in kind.fields}
    used = {alias for aliases in ours.values() for alias in aliases}
    if any(header.count(name) > 1 for name in used):
        raise Refused(f"{file} names a column twice; nothing was imported.")
    return Layout(
        kind,
        {field: header.index(names[field]) for field in kind.fields if field in names},
        names,
        {field: [header.index(alias) for alias in aliases[1:]] for field, aliases in ours.items() if aliases[1:]},
        tuple(cell for cell in header if cell not in used),
    )
