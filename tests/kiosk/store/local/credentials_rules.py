"""Passwords and wrong tries are kept across restarts, forgotten when told, and need a database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from kiosk.config import DatabaseSection
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.passwords import Passwords, cost_of
from kiosk.ports import Attempts
from kiosk.store import open_store
from kiosk.store.engine import writing
from kiosk.store.local.credentials import SECRET_BYTES
from kiosk.store.local.tables import LOCAL_TABLES
from kiosk.store.opening import Store
from tests.kiosk.fakes import CHEAP, DEARER
from tests.kiosk.store.kept import kept_in_statements


class LocalRules:
    """Every rule of passwords, tries and the secret; needs a fixture `store`, and `section` to open it again."""

    def test_passwords_and_tries_outlive_a_restart(self, store: Store, section: DatabaseSection) -> None:
        store.credentials.keep_password_hash("p", "old")
        store.credentials.keep_password_hash("p", "new")
        store.credentials.keep_attempts("k", Attempts(6, 30))
        secret = store.credentials.secret()
        store.close()
        with closing(open_store(section)) as again:
            assert again.credentials.password_hash("p") == "new"
            assert again.credentials.attempts("k") == Attempts(6, 30)
            assert again.credentials.secret() == secret

    def test_nobody_registered_and_nothing_counted(self, store: Store) -> None:
        assert store.credentials.password_hash("p") is None
        assert store.credentials.attempts("k") == Attempts()
        assert not store.credentials.has_passwords()

    def test_no_attempts_forget_the_key(self, store: Store) -> None:
        store.credentials.keep_attempts("k", Attempts(1))
        store.credentials.keep_attempts("other", Attempts(2))
        store.credentials.keep_attempts("k", Attempts())
        assert store.credentials.attempts("k") == Attempts()
        assert store.credentials.attempts("other") == Attempts(2)

    def test_every_wait_is_found_and_no_other_count(self, store: Store) -> None:
        assert store.credentials.waiting() == {}
        store.credentials.keep_attempts("counted", Attempts(3))
        store.credentials.keep_attempts("waits", Attempts(6, 30))
        store.credentials.keep_attempts("waits too", Attempts(20, 86400))
        assert store.credentials.waiting() == {"waits": Attempts(6, 30), "waits too": Attempts(20, 86400)}

    def test_the_costs_of_the_kept_hashes_are_each_found_once(self, store: Store) -> None:
        cheap, dearer = Passwords(CHEAP), Passwords(DEARER)
        kept = [cheap.hash(bytearray(b"246813")), cheap.hash(bytearray(b"908172")), dearer.hash(bytearray(b"246813"))]
        assert store.credentials.costs() == frozenset()
        for person, password_hash in enumerate(kept):
            store.credentials.keep_password_hash(str(person), password_hash)
        assert store.credentials.costs() == {cost_of(kept[0]), cost_of(kept[2])}
        fresh = Passwords(DEARER)
        fresh.warm(store.credentials.costs())
        assert all(fresh.verify(kept[n], bytearray(b"246813")) for n in (0, 2))

    def test_the_secret_is_made_once_even_by_many_threads(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as threads:
            secrets = set(threads.map(lambda _: store.credentials.secret(), range(8)))
        assert len(secrets) == 1
        assert len(secrets.pop()) == SECRET_BYTES

    def test_a_broken_local_database_is_one_failure(self, store: Store) -> None:
        with writing(store.credentials._engine) as connection:
            LOCAL_TABLES.drop_all(connection)
        for ask in (
            lambda: store.credentials.password_hash("p"),
            lambda: store.credentials.keep_password_hash("p", "topsecret"),
            lambda: store.credentials.attempts("k"),
            lambda: store.credentials.keep_attempts("k", Attempts(1)),
            lambda: store.credentials.secret(),
            lambda: store.credentials.has_passwords(),
            lambda: store.credentials.waiting(),
            lambda: store.credentials.costs(),
        ):
            with pytest.raises(KioskError) as failed:
                ask()
            assert failed.value.failure is DATA_AWAY
            assert "topsecret" not in str(failed.value)
        with writing(store.credentials._engine) as connection:
            LOCAL_TABLES.create_all(connection)

    def test_no_statement_keeps_whose_password_it_was(self, store: Store) -> None:
        store.credentials.keep_password_hash("person-77", "hash-77")
        store.credentials.password_hash("person-77")
        store.credentials.keep_attempts("key-77", Attempts(1))
        store.credentials.attempts("key-77")
        store.credentials.keep_attempts("key-77", Attempts())
        store.credentials.secret()
        assert not kept_in_statements() & {"person-77", "hash-77", "key-77"}

    def test_passwords_are_forgotten(self, store: Store) -> None:
        """Deleted once, and nobody else's."""
        store.credentials.keep_password_hash("p1", "one")
        store.credentials.keep_password_hash("p2", "two")
        assert [store.credentials.forget_password_hash("p1") for _ in range(2)] == [True, False]
        assert (store.credentials.password_hash("p1"), store.credentials.password_hash("p2")) == (None, "two")
