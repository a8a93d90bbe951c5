"""Settings and invites on the command line, with a node that runs and with one that doesn't; no Tor network is needed."""

import json
import re
import socket
import sqlite3

import pytest

from nodekit.browser import OnionBrowser
from nodekit.node import NodeProcess
from tornet.process import poll

CODE = re.compile(r"^[a-z2-7]{4}(-[a-z2-7]{4}){3}$")
PASSWORDS = {"password": "lantern harbour wicker 41", "destruction_password": "cinder orchard mallow 92"}


@pytest.fixture
def node(node_factory, tmp_path) -> NodeProcess:
    """A node that was never started, without any network."""
    include = tmp_path / "torrc"
    include.write_text("DisableNetwork 1\n")
    return node_factory("rules", include=include)


def done(node: NodeProcess, *words: str) -> str:
    """What a command says that must succeed."""
    result = node.run(*words)
    assert result.returncode == 0 and result.stderr == "", result.stderr
    return result.stdout.rstrip("\n")


def refused(node: NodeProcess, status: int, *words: str) -> list[str]:
    """The error lines of a command that must fail so."""
    result = node.run(*words)
    lines = result.stderr.splitlines()
    assert result.returncode == status and result.stdout == ""
    assert lines[0].startswith("onionnode: error: ") and all(line.startswith("onionnode: hint: ") for line in lines[1:]) and len(lines) <= 2
    return lines


def register(node: NodeProcess, name: str, **fields: str):
    browser = OnionBrowser(node.local_base)
    return browser.submit(browser.get("/register").form("/register"), username=name, **PASSWORDS, **fields)


def started(node: NodeProcess) -> NodeProcess:
    node.start().wait_until_local_answers()
    poll("the node answers its operator", node.status, 10)
    return node


def test_a_stopped_node_takes_settings_and_keeps_them_when_it_starts(node):
    refused(node, 1, "settings", "list")
    refused(node, 1, "invites", "create")
    assert not node.data.exists(), "a question must not make a data directory"
    assert "was made" in done(node, "settings", "set", "registration", "invite")
    assert done(node, "settings", "get", "registration") == "invite"
    code = done(node, "invites", "create")
    assert CODE.match(code)
    started(node)
    assert done(node, "settings", "get", "registration", "--json") == '{"registration": "invite"}'
    assert register(node, "wren", invite=code.upper().replace("-", " ")).path == "/login"
    node.stop()
    assert [invite["state"] for invite in json.loads(done(node, "invites", "list", "--json"))["invites"]] == ["used"]
    files = [node.log_path, *(path for path in node.data.iterdir() if path.is_file())]
    for path in files:
        content = path.read_bytes()
        assert code.encode() not in content and code.replace("-", "").encode() not in content, f"the code lies in {path.name}"


def test_a_running_node_holds_to_a_change_at_once(node):
    started(node)
    assert register(node, "wren").path == "/login"
    done(node, "settings", "set", "registration", "invite")
    assert "can’t be used" in register(node, "otto").text
    first, second = done(node, "invites", "create", "--count", "2", "--days", "3").splitlines()
    ids = {line.split()[0] for line in done(node, "invites", "list").splitlines()[1:]}
    assert len(ids) == 2
    assert register(node, "otto", invite=first).path == "/login"
    assert "can’t be used" in register(node, "hazel", invite=first).text
    unused = [invite["id"] for invite in json.loads(done(node, "invites", "list", "--json"))["invites"] if invite["state"] == "unused"]
    done(node, "invites", "revoke", *unused)
    assert "can’t be used" in register(node, "hazel", invite=second).text
    refused(node, 1, "invites", "revoke", *unused)
    done(node, "settings", "set", "registration", "closed")
    page = OnionBrowser(node.local_base).get("/register")
    assert "takes no new members" in page.text and not page.forms
    node.stop()
    assert done(node, "settings", "get", "registration") == "closed"


def test_wrong_words_are_wrong_usage_running_or_not(node):
    done(node, "settings", "set", "sign-in.hours", "3")
    wrong = [
        ("settings", "get", "no.such-key"), ("settings", "set", "registration", "lottery"), ("settings", "set", "sign-in.hours", "0"),
        ("settings", "set", "sign-in.hours", "3\r\nsettings set registration closed"), ("invites", "create", "--count", "0"),
        ("invites", "revoke", "all"), ("settings",), ("invites", "make"),
    ]
    for words in wrong:
        refused(node, 2, *words)
    started(node)
    for words in wrong:
        refused(node, 2, *words)
    values = json.loads(done(node, "settings", "list", "--json"))
    assert values == {
        "registration": "open", "account.dormancy-days": 30, "account.limit": 100000, "sign-in.idle-minutes": 15, "sign-in.hours": 3,
    }


def test_a_stored_value_that_can_not_be_read_is_named_and_put_right(node):
    done(node, "settings", "set", "registration", "closed")
    with sqlite3.connect(node.data / "node.db") as database:
        database.execute("UPDATE setting SET value = 'lottery'")
    database.close()
    for words in (("serve",), ("settings", "list"), ("invites", "list")):
        error, hint = refused(node, 1, *words)
        assert "registration" in error and "settings set registration default" in hint
    done(node, "settings", "set", "registration", "default")
    assert done(node, "settings", "get", "registration") == "open"


def test_the_operators_socket_takes_no_rubbish(node):
    started(node)
    for line in (
        b"\r\n", b"settings set registration closed\r\n", b"settings  list text\r\n", b"settings list text now\r\n", b"\xff\xfe text\r\n",
        b"a b c d e text\r\n", b"x" * 5000 + b"\r\n", b"settings set registration lottery text\r\n", b"serve text\r\n",
    ):
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(10)
            door.connect(str(node.data / "admin.sock"))
            door.sendall(line)
            answer = b""
            try:
                while part := door.recv(4096):
                    answer += part
            except ConnectionResetError:
                pass
        assert answer[:2] in (b"", b"1 ", b"2 "), answer
    assert done(node, "settings", "get", "registration") == "open"
