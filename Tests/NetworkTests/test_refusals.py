"""Peers that are not there, or not what they seem: the page says it in words, in time, and the node lives on."""

import socket
import threading
import time

import pytest


@pytest.fixture(scope="module")
def member(node_factory, person_factory):
    node = node_factory("lone").start()
    node.wait_until_published()
    person = person_factory("mia", node)
    person.wait_until_reachable()
    person.register()
    person.log_in()
    return person


@pytest.fixture(scope="module")
def impostor(network):
    client = network.client("impostor")
    yield client
    client.stop()


def assert_not_found_in_words(member, address: str, within: float) -> None:
    began = time.monotonic()
    page = member.browser.get(f"/people?q=someone@{address}", timeout=within + 30)
    assert time.monotonic() - began < within
    assert page.text and not any(form.path == "/people/request" for form in page.forms)
    assert member.browser.get("/").path == "/"


def test_an_onion_that_does_not_exist(member):
    assert_not_found_in_words(member, "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion", 90)


def test_an_address_with_a_typing_mistake(member):
    assert_not_found_in_words(member, "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie.onion", 10)


def test_an_onion_whose_port_is_closed(member, impostor):
    assert_not_found_in_words(member, impostor.publish(9411, "127.0.0.1:1"), 90)


@pytest.mark.parametrize("behaviour", ["silent", "garbage", "closing"])
def test_an_onion_that_does_not_speak_the_protocol(member, impostor, behaviour):
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    stream, _ = server.accept()
                except OSError:
                    return
                held.append(stream)
                if behaviour == "garbage":
                    stream.sendall(bytes(range(256)) * 64)
                elif behaviour == "closing":
                    stream.close()

        threading.Thread(target=serve, daemon=True).start()
        assert_not_found_in_words(member, impostor.publish(9411, f"127.0.0.1:{server.getsockname()[1]}"), 100)
        assert held
        for stream in held:
            stream.close()
