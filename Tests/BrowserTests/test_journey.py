"""The whole journey of two people, each in a Firefox without JavaScript at the web onion of their node; screenshots are kept."""

import re

import pytest

from member import Member, assert_plain

GREETING = "I brought the maps you asked for"


@pytest.fixture(scope="module")
def members(two_nodes, browser_factory):
    made = []
    for name, node in zip(("wren", "otto"), two_nodes):
        addresses = node.addresses()
        made.append(Member(name, browser_factory(), addresses["web"], addresses["peer"]))
    return made


def test_they_register_and_log_in(members, two_nodes, show):
    wren, otto = members
    wren.open("/register")
    assert_plain(wren)
    show(wren, "register")
    otto.register()
    node = two_nodes[0]
    node.run("settings", "set", "registration", "invite")
    wren.open("/register")
    wren.browser.type_into('[name="invite"]', "not a code at all")
    for field in ("username", "password", "destruction_password"):
        wren.browser.type_into(f'[name="{field}"]', "wren")
    wren.submit("/register")
    assert wren.browser.attribute(wren.browser.find('[aria-invalid="true"]'), "name") == "invite"
    show(wren, "register-invite")
    wren.register(invite=node.run("invites", "create").stdout.strip())
    node.run("settings", "set", "registration", "closed")
    wren.open("/register")
    assert "takes no new members" in wren.browser.text() and not wren.browser.exists("form")
    show(wren, "register-closed")
    node.run("settings", "set", "registration", "open")
    wren.open("/login")
    show(wren, "login")
    for member in members:
        member.log_in()
        assert_plain(member)
    show(otto, "home-empty")


def test_one_asks_and_the_other_accepts(members, show):
    wren, otto = members
    wren.ask(otto.address, GREETING)
    show(wren, "people-asked")
    otto.reload_until("/requests", 'form[action$="/accept"]', 60)
    show(otto, "requests")
    otto.accept(GREETING)
    for member in members:
        member.open_chat()
        assert_plain(member)


def test_a_message_shows_live_without_reloading(members, show):
    wren, otto = members
    wren.write("Are you there already?")
    otto.see("Are you there already?", within=60)
    # A reference into the stream's document dies with the document: that it lives on proves that nothing was loaded anew.
    witness = otto.browser.find("body")
    for number in range(3):
        wren.write(f"Page {number} of the map")
        shown = otto.see(f"Page {number} of the map")
        assert "Are you there already?" in shown
    assert "Page 2 of the map" in otto.browser.element_text(witness)

    otto.write("Yes & <b>ready</b> to go")
    shown = wren.see("Yes & <b>ready</b> to go")
    assert re.findall(r"Page (\d) of the map", shown) == ["0", "1", "2"]
    show(otto, "chat")


def test_a_conversation_is_all_there_when_opened_again(members, show):
    wren, _ = members
    for number in range(12):
        wren.write(f"A longer line, number {number:02}, so that the conversation fills the window and has to scroll.")
    wren.open_chat()
    shown = wren.see("number 11")
    assert re.findall(r"number (\d\d),", shown) == [f"{number:02}" for number in range(12)]
    show(wren, "chat-long")
    wren.open("/")
    show(wren, "home")


def test_it_is_dark_for_whom_the_system_is(members, browser_factory, show):
    wren, _ = members
    night = Member(wren.name, browser_factory(dark=True), wren.base.removeprefix("http://"), "")
    night.open("/login")
    show(night, "dark-login", widths=(360,))
    night.log_in()
    night.open_chat()
    night.see("number 11")
    show(night, "dark-chat", widths=(360, 1000))
    text = night.browser.measure("getComputedStyle(document.body).color")
    assert sum(int(channel) for channel in re.findall(r"\d+", text)[:3]) > 3 * 128, f"the text is {text}, on a dark page it must be light"


def test_after_logging_out_the_page_is_gone(members):
    _, otto = members
    otto.open("/")
    otto.submit("/logout")
    otto.open("/")
    otto.wait_for_path("/login")
