"""Somebody else changes the data in the middle of reading one account."""

from __future__ import annotations

from sqlalchemy import Engine, event, text

from kiosk.store.opening import Store


def change_while_reading(store: Store, other: Engine) -> None:
    """After the ledger's first SELECT delete all contributions and the data's month, on another connection."""
    done: list[str] = []

    def change(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if done or not statement.startswith("SELECT"):
            return
        done.append(statement)
        with other.begin() as connection:
            for table in ("contributions", "data_as_of"):
                connection.execute(text(f"DELETE FROM {table}"))
        other.dispose()

    event.listen(store.ledger._engine, "after_cursor_execute", change)
