"""Serial workers: order, bugs, the end, and nothing of a person left behind."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from kiosk.workers import SerialWorker, still_at_work


@pytest.fixture
def bugs() -> list[BaseException]:
    """What went wrong."""
    return []


@pytest.fixture
def worker(bugs: list[BaseException]) -> SerialWorker:
    """A worker that runs."""
    made = SerialWorker("test", bugs.append)
    made.start()
    return made


def test_tasks_run_one_after_another_in_order_on_one_thread(worker: SerialWorker) -> None:
    done: list[tuple[int, int]] = []
    for number in range(200):
        worker(lambda number=number: done.append((number, threading.get_ident())))  # type: ignore[misc]
    worker.stop()
    assert [number for number, _ in done] == list(range(200))
    assert len({thread for _, thread in done}) == 1
    assert done[0][1] != threading.get_ident()


def test_a_bug_is_told_and_the_next_person_is_served(worker: SerialWorker, bugs: list[BaseException]) -> None:
    done: list[str] = []
    worker(lambda: 1 // 0)  # type: ignore[arg-type]
    worker(lambda: done.append("next"))
    worker.stop()
    assert done == ["next"]
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_stopping_does_not_wait_for_a_stuck_task(worker: SerialWorker) -> None:
    free = threading.Event()

    def stuck() -> None:
        free.wait(60)

    worker(stuck)
    worker.stop(seconds=0.05)
    free.set()


def test_tasks_queued_before_the_start_wait_for_it(bugs: list[BaseException]) -> None:
    done: list[int] = []
    worker = SerialWorker("test", bugs.append)
    worker(lambda: done.append(1))
    assert done == []
    worker.start()
    worker.stop()
    assert done == [1]


def test_every_task_and_every_part_of_a_long_one_is_a_step(worker: SerialWorker) -> None:
    def long() -> None:
        for _ in range(3):
            still_at_work()

    worker(lambda: None)
    worker(lambda: 1 // 0)  # type: ignore[arg-type]
    worker(long)
    worker.stop()
    assert worker.steps_done() == 1 + 1 + 3 + 1


def test_a_step_on_a_thread_that_is_no_workers_is_nobodys(worker: SerialWorker) -> None:
    still_at_work()
    worker.stop()
    assert worker.steps_done() == 0


class Secret:
    """Something of a person."""


def test_nothing_of_a_person_is_kept_while_the_worker_waits(worker: SerialWorker) -> None:
    secret = Secret()
    gone = weakref.ref(secret)
    seen = threading.Event()
    worker(lambda held=secret: None)  # type: ignore[misc]
    del secret
    worker(seen.set)
    assert seen.wait(60)
    gc.collect()
    assert gone() is None
    worker.stop()
