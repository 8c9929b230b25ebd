"""Frozen values that are made by the thousand: the same dataclasses, made at a third of the cost.

A frozen dataclass sets each of its fields through `object.__setattr__`, which takes longer than everything else about
an account of 1,800 rows. A quick one is filled while it is still of an open class with the same slots and then becomes
what it is. Everything else (equality, hash, repr, `replace`, refusing to be changed) stays the dataclass's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

Value = TypeVar("Value")


def quick(frozen: type[Value]) -> type[Value]:
    """Make values of a frozen dataclass with slots quickly; it may have plain defaults and no `__post_init__`."""
    kept: tuple[Field[Any], ...] = fields(frozen)  # type: ignore[arg-type]  # any dataclass
    names = tuple(field.name for field in kept)
    open_class = type(frozen.__name__, (), {"__slots__": names})
    plain = all(field.init and not field.kw_only and field.default_factory is MISSING for field in kept)
    if not plain or frozen.__base__ is not object or hasattr(frozen, "__post_init__"):
        raise TypeError(f"{frozen.__name__} is no dataclass that can be made quickly")
    del frozen.__init__
    frozen.__new__ = _maker(kept, open_class)  # type: ignore[method-assign]
    frozen.__reduce__ = lambda self: (frozen, tuple(getattr(self, name) for name in names))  # type: ignore[method-assign]
    return frozen


def _maker(kept: tuple[Field[Any], ...], open_class: type) -> Callable[..., Any]:
    """Write out `__new__`, as dataclasses writes out `__init__`; the text holds names of fields and nothing else."""
    defaults = {f"_default_{field.name}": field.default for field in kept if field.default is not MISSING}
    taken = (f"{f.name}={d}" if (d := f"_default_{f.name}") in defaults else f.name for f in kept)
    lines = [
        f"def __new__(cls, {', '.join(taken)}):",
        "    made = _new(_open)",
        *(f"    made.{field.name} = {field.name}" for field in kept),
        "    made.__class__ = cls",
        "    return made",
    ]
    known: dict[str, Any] = {"_new": object.__new__, "_open": open_class, **defaults}
    exec("\n".join(lines), known)  # noqa: S102 names of our own fields
    made: Callable[..., Any] = known["__new__"]
    return made
