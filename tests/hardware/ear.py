"""Hears a display's bell: prints the monotonic time of each as a line. Takes the display as its argument.

Plain Xlib by ctypes: no package of ours speaks the keyboard extension, which is what tells of bells.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import time

_CORE_KEYBOARD = 0x100
_BELL = 8
"""XkbBellNotify, from X11/extensions/XKB.h; its mask is the bit of that number."""
_EVENT_BYTES = 192
"""XEvent is a union padded to 24 longs."""
_TYPE_OFFSET = 40
"""XkbAnyEvent: type, serial, send_event, display, time, then xkb_type."""


def main(name: str) -> None:
    """Listen until killed."""
    xlib = ctypes.CDLL(ctypes.util.find_library("X11"))
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(xlib.XOpenDisplay(name.encode()))
    if not display:
        sys.exit(f"no display {name}")
    first = ctypes.c_int()
    major, minor = ctypes.c_int(1), ctypes.c_int(0)
    there = xlib.XkbQueryExtension(display, None, ctypes.byref(first), None, ctypes.byref(major), ctypes.byref(minor))
    if not there:
        sys.exit("the display has no keyboard extension")
    bell = ctypes.c_ulong(1 << _BELL)
    xlib.XkbSelectEvents(display, ctypes.c_uint(_CORE_KEYBOARD), bell, bell)
    event = ctypes.create_string_buffer(_EVENT_BYTES)
    print("listening", flush=True)
    while True:
        xlib.XNextEvent(display, event)
        kind = ctypes.c_int.from_buffer(event).value
        if kind == first.value and ctypes.c_int.from_buffer(event, _TYPE_OFFSET).value == _BELL:
            print(time.monotonic(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
