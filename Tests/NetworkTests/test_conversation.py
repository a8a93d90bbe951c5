"""Two people on two nodes meet and talk through their web onions."""

import re

import pytest

from nodekit.person import ACCEPT, chat_paths


@pytest.fixture(scope="module")
def strangers(node_factory, person_factory):
    """Two people, registered and logged in at different nodes, who do not know each other."""
    nodes = node_factory("east").start(), node_factory("west").start()
    for node in nodes:
        node.wait_until_published()
    people = person_factory("ada", nodes[0]), person_factory("ben", nodes[1])
    for person in people:
        person.wait_until_reachable()
        person.register()
        person.log_in()
    return people


def test_people_meet_by_address_and_exchange_ten_messages_each_way(strangers):
    ada, ben = strangers
    ada.request(ben.address, "good evening from the other shore")
    waiting = ben.wait_for_request()
    assert "good evening from the other shore" in waiting.text
    assert ada.address.split("@")[0] in waiting.text
    ben_chat = ben.accept()
    ada_chat = ada.wait_for_chat()

    for number in range(10):
        ada.send(ada_chat, f"ada says {number:02}.")
        ben.send(ben_chat, f"ben says {number:02}.")

    for reader, chat, writer, in ((ben, ben_chat, "ada"), (ada, ada_chat, "ben")):
        shown = reader.read(chat, f"{writer} says 09.")
        assert re.findall(rf"{writer} says (\d\d)\.", shown) == [f"{number:02}" for number in range(10)]


def test_an_accepted_request_is_gone_from_the_list(strangers):
    ada, ben = strangers
    assert not any(ACCEPT.match(form.path) for form in ben.browser.get("/requests").forms)
    assert len(chat_paths(ada.browser.get("/"))) == 1 == len(chat_paths(ben.browser.get("/")))


def test_a_message_shows_live_in_an_open_stream(strangers):
    ada, ben = strangers
    ada_chat, ben_chat = ada.wait_for_chat(), ben.wait_for_chat()
    with ben.open_stream(ben_chat) as stream:
        stream.wait_for("ada says 09.")
        ada.send(ada_chat, "this one is live & <b>plain</b>")
        shown = stream.wait_for("this one is live")
    assert "&lt;b&gt;" in shown and "<b>plain" not in shown


def test_a_name_that_does_not_exist_is_not_found(strangers):
    ada, ben = strangers
    page = ada.search("nobody-here@" + ben.address.split("@")[1])
    assert not any(form.path == "/people/request" for form in page.forms)
    assert page.status in (200, 404) and page.text


def test_after_logging_out_the_pages_are_closed(strangers):
    _, ben = strangers
    chat = ben.wait_for_chat()
    ben.log_out()
    page = ben.browser.get(chat)
    assert page.path == "/login" or page.status in (401, 403, 404)
    ben.log_in()
    assert "ada says 09." in ben.read(chat, "ada says 09.")


def test_a_wrong_password_opens_nothing(strangers):
    ada, _ = strangers
    ada.log_out()
    form = ada.browser.get("/login").form("/login")
    page = ada.browser.submit(form, username=ada.name, password="not the password at all")
    assert not any(form.path == "/logout" for form in page.forms)
    ada.log_in()


def test_a_post_from_a_foreign_page_is_refused(strangers):
    ada, _ = strangers
    answer = ada.browser.request(
        "POST", "/logout", body=b"", kind="application/x-www-form-urlencoded", follow=False,
        headers={"Origin": "http://evil.example"})
    assert answer.status == 403
    assert ada.browser.get("/").path == "/"
