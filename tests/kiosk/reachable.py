"""What can still be reached from an object, as a debugger or a core dump would find it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType

_DEAD_ENDS = (type, ModuleType, BuiltinFunctionType, str, bytes, int, float)


def reachable(start: object, except_for: Iterable[object] = ()) -> Iterator[object]:
    """Everything reachable from an object, code and its globals left out, and what stands behind `except_for`."""
    seen, waiting = {id(left_out) for left_out in except_for}, [start]
    while waiting:
        here = waiting.pop()
        if id(here) in seen or isinstance(here, _DEAD_ENDS):
            continue
        seen.add(id(here))
        yield here
        if isinstance(here, FunctionType):
            # Its globals are the module, which holds the whole program.
            waiting += [here.__closure__, here.__defaults__, here.__kwdefaults__]
        else:
            waiting += gc.get_referents(here)
