"""An account that vanishes leaves nothing: in no file, not in memory, whoever reads the database and however the node dies meanwhile."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from account_rows import accounts, counts, open_database, own_values, places
from test_memory import Member

from nodekit.browser import OnionBrowser
from nodekit.http import HTTPFailure
from nodekit.memory import ProcessMemory
from nodekit.node import NodeProcess
from nodekit.person import Person, connect
from tornet.process import poll

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may trace the node, read its memory and mount an image")
STEPS = "pwrite64,fdatasync,fsync,ftruncate"
IMAGE_BYTES = 64 << 20


class Vanishing:
    """A node without a network, on which vera is about to vanish and walt stays."""

    def __init__(self, node: NodeProcess):
        self.node = node
        node.wait_until_local_answers()
        self.vera, self.walt, self.xenia = (Member(name, node) for name in ("vera", "walt", "xenia"))
        self.walt.register()
        self.xenia.register()
        before = accounts(node.data)
        self.vera.register()
        self.account, = accounts(node.data) - before
        for member in (self.vera, self.walt, self.xenia):
            member.log_in()
        self.greeting, self.text = f"greeting {secrets.token_hex(16)}", f"text {secrets.token_hex(16)}"
        self.asked, self.accepted = connect(self.vera, self.walt, self.greeting)
        self.vera.send(self.asked, self.text)
        assert self.text in self.walt.read(self.accepted, self.text)
        # One request that vera has not opened, one that she sent, one of each kind of row.
        self.xenia.request(self.vera.address, self.greeting)
        self.sought = f"n{secrets.token_hex(12)}"
        self.vera.search(f"{self.sought}@{node.addresses()['peer']}")
        self.vera.browser.get("/requests")
        self.walt.send(self.accepted, "to vera")

    def second_browser(self) -> OnionBrowser:
        """Another browser in which vera is logged in."""
        other = Person(self.vera.name, "", OnionBrowser(self.node.local_base), password=self.vera.password)
        other.log_in()
        return other.browser

    def destroy(self, browser: OnionBrowser | None = None) -> int:
        """Logs in with the destruction password; gives the status of the answer."""
        browser = browser or OnionBrowser(self.node.local_base)
        return browser.submit(
            browser.get("/login").form("/login"), username=self.vera.name, password=self.vera.destruction_password).status

    def delete(self) -> int:
        """Deletes the account on its own pages."""
        form = self.vera.browser.get("/settings/delete").form("/settings/delete")
        return self.vera.browser.submit(form, password=self.vera.password, follow=False).status


def log_in_status(node: NodeProcess, name: str, password: str) -> int:
    browser = OnionBrowser(node.local_base)
    return browser.submit(browser.get("/login").form("/login"), username=name, password=password, follow=False).status


def expect_gone(node: NodeProcess, scene: Vanishing, needles: dict[bytes, str]) -> None:
    """Nothing of vera is in any file, her name is taken, and walt has what he had."""
    left = poll_until_empty(lambda: places(node.data, needles))
    assert left == []
    assert set(counts(node.data, scene.account).values()) == {0}
    assert log_in_status(node, scene.vera.name, scene.vera.password) == 403
    again = Person(scene.vera.name, "", OnionBrowser(node.local_base))
    form = again.browser.get("/register").form("/register")
    page = again.browser.submit(form, username=again.name, password=again.password, destruction_password=again.destruction_password)
    assert page.status == 422 and "taken" in page.text
    walt = Person(scene.walt.name, "", OnionBrowser(node.local_base), password=scene.walt.password)
    walt.log_in()
    assert scene.text in walt.read(scene.accepted, scene.text)
    walt.log_out()


def poll_until_empty(look, within: float = 20.0) -> list:
    deadline = time.monotonic() + within
    while (left := look()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


@pytest.fixture
def offline(tmp_path):
    """The torrc of a tor that stays off every network."""
    include = tmp_path / "torrc"
    include.write_text("DisableNetwork 1\n")
    return include


@pytest.fixture
def scene(node_factory, offline) -> Vanishing:
    return Vanishing(node_factory("vanish", include=offline).start())


@pytest.mark.parametrize("way", ["destroy", "delete"])
def test_nothing_of_a_vanished_member_is_left_in_files_or_memory(scene, way):
    node, memory = scene.node, ProcessMemory(scene.node.pid)
    vera, walt = scene.vera, scene.walt
    disk = own_values(node.data, scene.account)
    kinds = {place.split(".")[0] for place in disk.values()}
    assert {"account", "connection", "message", "incoming_queue", "outgoing_queue", "incoming_request", "half 0"} <= kinds
    assert set(places(node.data, disk)) >= set(), "all of it is found before"
    assert {place.split(" in ")[0] for place in places(node.data, disk)} == set(disk.values())
    needles = {"greeting": scene.greeting.encode(), "text": scene.text.encode(), "sought": scene.sought.encode()} | vera.needles(node)
    other = scene.second_browser()
    cookie = next(value for name, value in other.cookies.items() if name.startswith("onionnode-") and len(value) == 43)
    needles["other browser's cookie"] = cookie.encode()
    walt.log_out()

    with other.stream(f"{scene.asked}/stream") as stream:
        stream.wait_for(scene.text, 20)
        assert memory.holds(needles), "what the page shows is in memory"
        status = scene.destroy() if way == "destroy" else scene.delete()
        assert status == (403 if way == "destroy" else 303)
        # The live page ends with the way to the log-in, and the other browser is signed out.
        assert "/login" in stream.wait_for("/login", 20)
    assert other.get("/").path == "/login"
    for browser in (other, vera.browser, walt.browser, scene.xenia.browser):
        browser.close()
    left = poll_until_empty(lambda: memory.places(needles))
    assert left == []
    expect_gone(node, scene, disk)


def test_another_process_that_reads_the_database_delays_only_the_log(scene):
    node, disk = scene.node, own_values(scene.node.data, scene.account)
    reader = open_database(node.data)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM message").fetchone()
    began = time.monotonic()
    assert scene.destroy() == 403
    assert time.monotonic() - began < 10
    assert log_in_status(node, scene.vera.name, scene.vera.password) == 403
    assert set(places(node.data, disk)) and not any("half" in place for place in places(node.data, disk))
    reader.execute("COMMIT")
    reader.close()
    expect_gone(node, scene, disk)


def test_killed_at_any_system_call_of_a_destruction_it_is_whole_after_a_restart(scene, node_factory, offline, capsys):
    node, disk = scene.node, own_values(scene.node.data, scene.account)
    node.stop()
    before = node.data.parent / "before"
    shutil.copytree(node.data, before, ignore=shutil.ignore_patterns("*.sock", "tor"))
    outcomes, number = [], 1
    while True:
        shutil.rmtree(node.data)
        shutil.copytree(before, node.data)
        node.start()
        node.wait_until_local_answers()
        tracer = subprocess.Popen(
            ["strace", "-f", "-q", "-p", str(node.pid), "-o", "/dev/null", "-e", f"trace={STEPS}",
             "-e", f"inject={STEPS}:signal=SIGKILL:when={number}"], stderr=subprocess.PIPE)
        poll("strace traces every thread", lambda: is_traced(node.pid), 20)
        try:
            scene.destroy(OnionBrowser(node.local_base, timeout=30.0))
        except (OSError, HTTPFailure):
            pass
        try:
            node.process.wait(5)
            was_killed = True
        except subprocess.TimeoutExpired:
            was_killed = False
            tracer.terminate()
        tracer.wait(20)
        if was_killed:
            node.start()
            node.wait_until_local_answers()
        if set(counts(node.data, scene.account).values()) != {0}:
            # Killed before the first byte was overwritten: nothing has happened.
            assert was_killed and number <= 4
            assert log_in_status(node, scene.vera.name, scene.vera.password) == 303
            outcomes.append("unharmed")
        else:
            expect_gone(node, scene, disk)
            outcomes.append("gone")
        node.stop()
        if not was_killed:
            break
        # Each of the first calls, then ever fewer: the middle is one row like the other.
        number += 1 + number // 2
    with capsys.disabled():
        print(f"\nSIGKILL at system call 1 to {number}: {outcomes.count('unharmed')} times unharmed, {outcomes.count('gone')} times gone")
    assert outcomes.count("gone") >= 5


def is_traced(pid: int) -> bool:
    states = [Path(task, "status").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return all("TracerPid:\t0\n" not in state for state in states)


@pytest.fixture
def ext4(offline):
    """A small ext4 file system of its own: gives its raw bytes' path and where it is mounted."""
    folder = Path(tempfile.mkdtemp(prefix="onx-"))
    image, mount = folder / "raw", folder / "m"
    mount.mkdir()
    with open(image, "wb") as raw:
        raw.truncate(IMAGE_BYTES)
    made = subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], capture_output=True)
    mounted = made.returncode == 0 and subprocess.run(["mount", "-o", "loop", str(image), str(mount)], capture_output=True).returncode == 0
    try:
        if not mounted:
            pytest.skip("this machine mounts no images")
        yield image, mount
    finally:
        if mounted:
            subprocess.run(["umount", str(mount)], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def test_nothing_of_a_vanished_member_is_left_in_the_blocks_of_an_ext4_disk(ext4, offline, capsys):
    image, mount = ext4
    node = NodeProcess(mount / "n", include=offline).start()
    try:
        scene = Vanishing(node)
        disk = own_values(node.data, scene.account)
        # Elder states of the same rows are sought too.
        scene.vera.send(scene.asked, "another")
        disk |= own_values(node.data, scene.account)
        os.sync()
        raw = image.read_bytes()
        assert {place for value, place in disk.items() if value not in raw} == set(), "all of it is found before"
        assert scene.destroy() == 403
    finally:
        node.stop()
    subprocess.run(["umount", str(mount)], check=True)
    raw = image.read_bytes()
    left = [f"{raw.count(value)} times {place}" for value, place in disk.items() if value in raw]
    with capsys.disabled():
        print(f"\nraw blocks after a destruction: {len(disk)} values sought, {len(left)} found")
    assert left == []
