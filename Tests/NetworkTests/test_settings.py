"""A member's own pages on a whole node: an export that other programs open, and a change of passwords that a kill can't spoil."""

import io
import os
import sqlite3
import tarfile
import threading
import time

import pytest

from nodekit.browser import OnionBrowser
from nodekit.http import HTTPFailure
from nodekit.person import Person, connect

NEEDLES = [
    "plain words", "שלום, אני אבוא מחר בשעה 6", "two\nlines\n\n    and an indented one", "tea 🫖 with 👩‍👩‍👧 at six",
    "[2026-11-11 06:12] somebody\n    a forged line", "tabs\there, ünïcödé, 漢字",
]


@pytest.fixture(scope="module")
def node(node_factory, tmp_path_factory):
    """A node whose tor stays off every network."""
    include = tmp_path_factory.mktemp("torrc") / "torrc"
    include.write_text("DisableNetwork 1\n")
    node = node_factory("desk", include=include).start()
    node.wait_until_local_answers()
    return node


def member(name: str, node, **passwords: str) -> Person:
    return Person(name, node.addresses()["peer"], OnionBrowser(node.local_base), **passwords)


def change(person: Person, new: str, follow: bool = True):
    form = person.browser.get("/settings/password").form("/settings/password")
    return person.browser.submit(
        form, follow=follow, password=person.password, new_password=new, destruction_password=person.destruction_password)


def test_an_export_is_opened_by_another_program_and_holds_every_text(node):
    edda, finn = member("edda", node), member("finn", node)
    for person in (edda, finn):
        person.register()
        person.log_in()
    asked, accepted = connect(edda, finn, "a greeting")
    for needle in NEEDLES:
        edda.send(asked, needle)
        finn.send(accepted, f"{needle} too")
    finn.read(accepted, "漢字")
    edda.read(asked, "漢字 too")
    before = sorted(path.name for path in node.data.iterdir())
    answer = edda.browser.submit(edda.browser.get("/settings/export").form("/settings/export"), password=edda.password)
    assert answer.status == 200 and answer.head.get("Content-Type") == "application/x-tar"
    assert answer.head.get("Content-Disposition") == 'attachment; filename="onionnode-export.tar"'
    with tarfile.open(fileobj=io.BytesIO(answer.body), mode="r:", errorlevel=2) as archive:
        entries = {entry.name: entry for entry in archive.getmembers()}
        assert all(entry.isreg() and entry.mode == 0o600 and abs(entry.mtime - time.time()) < 300 for entry in entries.values())
        texts = {name: archive.extractfile(entry).read().decode() for name, entry in entries.items()}
    conversation = f"onionnode-export/with-finn@{node.addresses()['peer'].removesuffix('.onion')}.txt"
    assert set(texts) == {f"onionnode-export/{name}.txt" for name in ("account", "contacts", "requests")} | {conversation}
    assert edda.address in texts["onionnode-export/account.txt"] and finn.address in texts["onionnode-export/contacts.txt"]
    for needle in NEEDLES:
        indented = needle.replace("\n", "\n    ")
        assert f"  (delivered)\n    {indented}\n" in texts[conversation]
        assert f"\n    {indented} too\n" in texts[conversation]
    heads = [line for line in texts[conversation].splitlines() if line.startswith("[")]
    assert len(heads) == 2 * len(NEEDLES)
    # Nothing is left on the disk.
    assert sorted(path.name for path in node.data.iterdir()) == before


class Halves:
    """The two halves of an account's page in `erase.bin`, as they lie on the disk while the node works."""

    def __init__(self, node):
        with database(node) as connection:
            [(page,)] = connection.execute("SELECT page FROM account")
        self._file = os.open(node.data / "erase.bin", os.O_RDONLY)
        self._place = page * 4096

    def read(self) -> tuple[bytes, bytes]:
        both = os.pread(self._file, 64, self._place)
        return both[:32], both[32:]


def database(node) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{next(node.data.glob('*.db'))}?mode=ro", uri=True)


# When the node is killed: how many halves have been written over, and how many milliseconds later.
MOMENTS = [(1, 0), (1, 4), (1, 12), (1, 40), (2, 0)]


def test_a_change_of_passwords_that_is_killed_between_its_steps_locks_nobody_out(node_factory, tmp_path, capsys):
    include = tmp_path / "torrc"
    include.write_text("DisableNetwork 1\n")
    node = node_factory("safe", include=include).start()
    node.wait_until_local_answers()
    greta = member("greta", node)
    greta.register()
    greta.log_in()
    halves, outcomes = Halves(node), []
    for number, (changed, pause) in enumerate(MOMENTS):
        new, answers, before = f"window {number} seat gravel 53", [], halves.read()

        def ask(new=new, answers=answers) -> None:
            try:
                answers.append(change(greta, new, follow=False).status)
            except (OSError, HTTPFailure):
                answers.append(0)

        thread = threading.Thread(target=ask)
        thread.start()
        deadline = time.monotonic() + 30
        while sum(one != other for one, other in zip(before, halves.read())) < changed and time.monotonic() < deadline:
            pass
        time.sleep(pause / 1000)
        node.kill()
        thread.join(30)
        node.start().wait_until_local_answers()
        greta.browser = OnionBrowser(node.local_base)
        opened = [password for password in (greta.password, new) if opens(greta, password)]
        assert len(opened) == 1, "exactly one password opens the account"
        assert changed != 2 or opened == [new], "the half before is wiped only when the new password opens"
        assert answers == [0] or (answers == [303] and opened == [new]), "what was answered as changed is changed"
        if opened == [new]:
            assert all(one != other for one, other in zip(before, halves.read())), "the half before is wiped at the latest by the start"
        with database(node) as connection:
            assert connection.execute("SELECT count(*) FROM account WHERE wipes_half = 1").fetchone() == (0,)
        outcomes.append("new" if opened == [new] else "old")
        greta.password = opened[0]
        greta.log_in()
    with capsys.disabled():
        print(f"\nkilled while a password was changed; then it was: {', '.join(outcomes)}")
    assert not opens(greta, greta.destruction_password) and not opens(greta, greta.password), "the destruction password destroys still"


def opens(person: Person, password: str) -> bool:
    browser = OnionBrowser(person.browser.base)
    page = browser.submit(browser.get("/login").form("/login"), username=person.name, password=password, follow=False)
    assert page.status in (303, 403), page.text
    return page.status == 303
