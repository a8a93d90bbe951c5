"""What the operator sees: start, status, a second serve, stop; also without any network."""

import ctypes
import json
import time

import pytest

from nodekit.browser import OnionBrowser
from nodekit.node import NodeProcess
from nodekit.person import Person
from tornet.process import poll


@pytest.fixture(scope="module")
def node(node_factory):
    node = node_factory("solo").start()
    node.wait_until_published()
    return node


@pytest.fixture
def dead_end(tmp_path, network):
    """A torrc with the network's rules and a directory authority that does not answer."""
    lines = network.client_include_path.read_text().replace(network.prefix, "127.9.9")
    path = tmp_path / "torrc"
    path.write_text(lines)
    return path


def test_status_and_address_agree_in_both_forms(node):
    status, addresses = node.status(), node.addresses()
    assert status["tor"]["phase"] == "ready" and status["tor"]["percent"] == 100
    assert status["uptime_seconds"] >= 0 and status["version"]
    assert {name: status["onions"][name]["address"] for name in ("web", "peer")} == {name: addresses[name] for name in ("web", "peer")}
    plain = node.run("address").stdout.splitlines()
    assert plain == [f"web {addresses['web']}", f"peer {addresses['peer']}"]
    assert addresses["web"] in node.run("status").stdout
    offered = ctypes.CDLL("libcrypto.so.3").OpenSSL_version_num() >= 0x30500000  # ML-KEM came with OpenSSL 3.5
    assert status["post_quantum"] is offered
    assert f"keys     post-quantum: {'yes' if offered else 'no'}" in node.run("status").stdout


def test_a_second_serve_on_the_same_data_is_refused_in_a_plain_sentence(node):
    second = node.run("serve")
    assert second.returncode == 1
    lines = second.stderr.splitlines()
    assert lines[0].startswith("onionnode: error: ") and len(lines) <= 2
    assert node.status()["tor"]["phase"] == "ready"


def test_commands_without_a_running_node_say_so(node_factory):
    absent = node_factory("absent")
    for command in ("status", "address"):
        result = absent.run(command)
        assert result.returncode == 1 and result.stderr.startswith("onionnode: error: ")


def test_a_wrong_word_is_wrong_usage(node):
    assert node.run("sevre").returncode == 2
    assert node.run("help").returncode == 0
    assert node.run("version").stdout.strip()


def test_without_a_network_the_front_answers_at_once_and_status_says_what_tor_does(node_factory, dead_end):
    node: NodeProcess = node_factory("island", include=dead_end).start()
    assert node.wait_until_local_answers() < 5
    began = time.monotonic()
    page = OnionBrowser(node.local_base).get("/login")
    assert page.status == 200 and page.form("/login") and time.monotonic() - began < 2
    status = poll("status answers", node.status, 10)
    assert status["tor"]["phase"] in ("starting", "bootstrapping", "down")
    poll("status says what tor is doing", lambda: node.status()["tor"]["summary"], 20)
    assert not status["onions"]["web"]["published"]
    assert not status["clock"]["believed"] and status["clock"]["doubt"] == "no-consensus"
    person = Person("robin", status["onions"]["peer"]["address"], OnionBrowser(node.local_base))
    person.register()
    person.log_in()
    began = time.monotonic()
    page = person.search(f"somebody@{'2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid'}.onion")
    assert time.monotonic() - began < 5, "a search must not wait for a tor that is not ready"
    assert "Tor is not ready" in page.text and not any(form.path == "/people/request" for form in page.forms)
    assert node.stop() < 6


def test_sigterm_stops_node_and_tor_fast_and_the_addresses_stay(node_factory):
    node: NodeProcess = node_factory("brief").start()
    node.wait_until_published()
    addresses, tor = node.addresses(), node.tor_pid
    assert node.stop() < 6
    poll("tor is gone too", lambda: not is_running(tor), 10)
    node.start().wait_until_published()
    assert node.addresses() == addresses


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_data_directory_is_for_its_owner_only(node):
    assert node.data.stat().st_mode & 0o777 == 0o700
    loose = [path.name for path in node.data.iterdir() if path.is_socket() and path.stat().st_mode & 0o077]
    assert loose == []


def test_status_is_one_json_object(node):
    result = node.run("status", "--json")
    expected = {"version", "uptime_seconds", "tor", "onions", "links", "outbox_waiting", "clock", "post_quantum"}
    assert json.loads(result.stdout).keys() >= expected
