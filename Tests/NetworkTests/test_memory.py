"""What is left in a node's memory when its members have logged out: nothing of theirs."""

import base64
import os
import secrets
import socket
import time

import pytest
from account_key import account_secrets, derive

from nodekit.browser import OnionBrowser
from nodekit.memory import ProcessMemory
from nodekit.person import Person, connect
from tornet.process import poll

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may read the memory of a process that is not dumpable")


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Member(Person):
    """A person whose secrets occur nowhere else in the world."""

    def __init__(self, name: str, node):
        super().__init__(
            name, node.addresses()["peer"], OnionBrowser(node.local_base), password=f"login-{secrets.token_hex(16)}",
            destruction_password=f"destroy-{secrets.token_hex(16)}")

    @property
    def cookie(self) -> str:
        return next(value for name, value in self.browser.cookies.items() if name.startswith("onionnode-") and len(value) == 43)

    def needles(self, node) -> dict[str, bytes]:
        token = self.browser.get("/").form("/logout").fields["token"]
        texts = {
            "password": self.password.encode(), "destruction password": self.destruction_password.encode(),
            "cookie": self.cookie.encode(), "cookie's bytes": unpadded(self.cookie), "form token": token.encode(),
            "form token's bytes": unpadded(token), "sign-in's wrapping key": derive(unpadded(self.cookie), "sign-in/wrap"),
        }
        return {f"{self.name}: {what}": needle for what, needle in (texts | account_secrets(node.data, self.password)).items()}


def half_sent_login(node, password: str) -> socket.socket:
    """A connection on which a login form has come in up to its password, and no further."""
    stream = socket.create_connection(("127.0.0.1", node.local_port), 10)
    body = f"password={password}"
    stream.sendall((
        f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{node.local_port}\r\nOrigin: {node.local_base}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body) + 10}\r\n\r\n{body}").encode())
    return stream


@pytest.fixture
def offline_node(node_factory, tmp_path):
    """A node whose tor stays off every network."""
    include = tmp_path / "torrc"
    include.write_text("DisableNetwork 1\n")
    node = node_factory("vault", include=include).start()
    node.wait_until_local_answers()
    return node


def test_after_logout_nothing_of_a_member_is_left_in_memory(offline_node, capsys):
    node, memory = offline_node, ProcessMemory(offline_node.pid)
    vera, walt = Member("vera", node), Member("walt", node)
    for member in (vera, walt):
        member.register()
        member.log_in()
    greeting, text = f"greeting {secrets.token_hex(16)}", f"text {secrets.token_hex(16)}"
    asked, accepted = connect(vera, walt, greeting)
    vera.send(asked, text)
    assert text in walt.read(accepted, text)

    # What the pages of the account are told goes too: the password before and after a change, and what an export held.
    before, vera.password = vera.password, f"changed-{secrets.token_hex(16)}"
    for path, fields in (
        ("/settings/password", {
            "password": before, "new_password": vera.password, "destruction_password": vera.destruction_password}),
        ("/settings/export", {"password": vera.password}),
    ):
        assert vera.browser.submit(vera.browser.get(path).form(path), **fields).status == 200

    needles = {"greeting": greeting.encode(), "text": text.encode(), "password before": before.encode()}
    needles |= vera.needles(node) | walt.needles(node)

    # Controls: what is in memory for a good reason, while that reason lasts, is found. So the search can find.
    index = {f"{member.name}: sign-in": derive(unpadded(member.cookie), "sign-in/index") for member in (vera, walt)}
    assert memory.holds(index) == set(index)
    with vera.open_stream(asked) as stream:
        stream.wait_for(text, 20)
        held = {f"vera: {what}" for what in ("account key", "records key")}
        assert held <= memory.holds(needles)
    with half_sent_login(node, vera.password):
        poll("a password that is coming in is in memory", lambda: "vera: password" in memory.holds(needles), 10)

    for member in (vera, walt):
        member.log_out()
        member.browser.close()
    needles |= index
    deadline = time.monotonic() + 20
    while (left := memory.places(needles)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left == []
    with capsys.disabled():
        print(f"\nmemory after logout: {len(needles)} secrets sought, none found")
