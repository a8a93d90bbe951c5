"""What lies on the disk of one account: found by the schema's own foreign keys, so that a table added later is looked at too."""

import sqlite3
from pathlib import Path

PAGE, HALF = 4096, 32
# What a shell keeps, so that a free name tells nothing.
KEPT = {"name_index", "skeleton_index"}
SHORTEST = 16
# The beginning of a long value: the rest may lie on other pages of the database.
LONGEST = 64


def open_database(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{data / 'node.db'}?mode=ro", uri=True, isolation_level=None)


def accounts(data: Path) -> set[int]:
    """The ids of the accounts that can be logged in to."""
    database = open_database(data)
    try:
        return {number for number, in database.execute("SELECT id FROM account WHERE record IS NOT NULL")}
    finally:
        database.close()


def conditions(database: sqlite3.Connection, account: int) -> dict[str, str]:
    """For each table that holds something of an account: which of its rows are this one's."""
    tables = {name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    found = {"account": f"id = {account}"}
    while True:
        more = {}
        for table in tables - set(found):
            keys = database.execute(f"SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list('{table}')")
            own = [f"{column} IN (SELECT {target} FROM {parent} WHERE {found[parent]})" for column, parent, target in keys
                   if parent in found]
            if own:
                more[table] = " OR ".join(own)
        if not more:
            return found
        found |= more


def values(data: Path, account: int) -> dict[bytes, str]:
    """Every sealed value of an account's rows, and both halves of its page, with the place it was found at."""
    database = open_database(data)
    try:
        found = {}
        for table, condition in conditions(database, account).items():
            rows = database.execute(f"SELECT * FROM {table} WHERE {condition}")
            columns = [description[0] for description in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, bytes) and len(value) >= SHORTEST and column not in KEPT:
                        found[value[:LONGEST]] = f"{table}.{column}"
        page, = database.execute("SELECT page FROM account WHERE id = ?", (account,)).fetchone()
    finally:
        database.close()
    with open(data / "erase.bin", "rb") as erasable:
        for half in range(2):
            erasable.seek(page * PAGE + half * HALF)
            found[erasable.read(HALF)] = f"half {half}"
    return found


def own_values(data: Path, account: int) -> dict[bytes, str]:
    """Those of ``values`` that no other account has: the id of a queue is at both its ends."""
    others = set().union(*(values(data, other) for other in accounts(data) - {account}))
    return {value: place for value, place in values(data, account).items() if value not in others}


def counts(data: Path, account: int) -> dict[str, int]:
    """How many rows of each table are the account's."""
    database = open_database(data)
    try:
        return {
            table: database.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()[0]
            for table, condition in conditions(database, account).items()}
    finally:
        database.close()


def places(data: Path, needles: dict[bytes, str]) -> list[str]:
    """Where needles lie in the files of a data directory, tor's too."""
    found = []
    for path in data.rglob("*"):
        if not path.is_file():
            continue
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            # tor renames its files over the old ones.
            continue
        found += [f"{place} in {path.name}" for needle, place in needles.items() if needle in content]
    return found
