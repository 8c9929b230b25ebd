"""Work ends within its deadline; threads are kept, replaced, and end when they are no longer wanted."""

from __future__ import annotations

import threading
import weakref

import pytest

from devices.threads import CardThreads
from kiosk.errors import CARD_FOREIGN, READER_GONE, KioskError

SECONDS = 60.0
SOON = 0.05


def card_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "card"]


def await_end(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()


def test_what_the_work_returns_or_raises_reaches_the_caller() -> None:
    def fail() -> int:
        raise KioskError(CARD_FOREIGN)

    threads = CardThreads()
    assert threads.within(SECONDS, lambda: None) is None
    assert threads.within(SECONDS, lambda: 7) == 7
    with pytest.raises(KioskError) as caught:
        threads.within(SECONDS, fail)
    assert caught.value.failure is CARD_FOREIGN


def test_while_open_one_thread_does_all_work_and_after_the_close_it_ends() -> None:
    threads = CardThreads()
    threads.open()
    used = {threads.within(SECONDS, threading.current_thread) for _ in range(20)}
    assert len(used) == 1
    threads.close()
    await_end(list(used))


def test_while_closed_every_thread_ends_with_its_work() -> None:
    await_end([CardThreads().within(SECONDS, threading.current_thread)])


def test_work_that_freezes_is_given_up_another_thread_takes_over_and_the_first_ends_in_time() -> None:
    threads, pulled, frozen = CardThreads(), threading.Event(), list[threading.Thread]()

    def freeze() -> None:
        frozen.append(threading.current_thread())
        pulled.wait()

    threads.open()
    with pytest.raises(KioskError) as caught:
        threads.within(SOON, freeze)
    assert caught.value.failure is READER_GONE
    assert threads.within(SECONDS, threading.current_thread) is not frozen[0]
    assert frozen[0].is_alive()
    pulled.set()
    await_end(frozen)
    threads.close()


def test_two_callers_do_not_wait_for_each_other() -> None:
    threads, both = CardThreads(), threading.Barrier(2, timeout=SECONDS)
    threads.open()
    other = threading.Thread(target=lambda: threads.within(SECONDS, both.wait))
    other.start()
    threads.within(SECONDS, both.wait)
    other.join(SECONDS)
    threads.close()


def test_a_thread_that_waits_holds_nothing_of_what_was_done() -> None:
    class Face:
        pass

    threads, forgotten = CardThreads(), threading.Event()
    threads.open()
    face = Face()
    weakref.finalize(face, forgotten.set)

    def read(read_face: Face = face) -> Face:
        return read_face

    assert threads.within(SECONDS, read) is face
    del face, read
    assert forgotten.wait(SECONDS)
    threads.close()


def test_a_hundred_frozen_cards_leave_no_thread() -> None:
    threads, before, pulled = CardThreads(), set(card_threads()), threading.Event()
    threads.open()
    for _ in range(100):
        with pytest.raises(KioskError):
            threads.within(0.0, pulled.wait)
    pulled.set()
    threads.close()
    await_end([thread for thread in card_threads() if thread not in before])
