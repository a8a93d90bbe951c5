"""A member and the pages for their own account, in two Firefoxes: a light one and a dark one."""

import tarfile

import pytest

from member import Member, assert_plain
from tornet.process import poll

PAGES = ("", "/password", "/destruction-password", "/sessions", "/export", "/delete")
NEW_PASSWORD = "lantern harbour wicker 41"


@pytest.fixture(scope="module")
def browsers(two_nodes, browser_factory):
    """The same member twice."""
    addresses = two_nodes[0].addresses()
    return [Member("juniper", browser_factory(dark=dark), addresses["web"], addresses["peer"]) for dark in (False, True)]


def wait_for_focus(member: Member, name: str) -> None:
    """The browser moves to the field of a new page when it draws it, some time after the page is there."""
    poll(f"the cursor in {name}", lambda: member.browser.measure("document.activeElement.name") == name, within=10)


def test_every_page_reads_well_by_day_and_by_night(browsers, show):
    browsers[0].register()
    for member, look in zip(browsers, ("", "dark-")):
        member.log_in()
        for page in PAGES:
            member.open(f"/settings{page}")
            assert_plain(member)
            show(member, f"{look}settings{page.replace('/', '-')}", widths=(360, 1000))


def test_a_rule_that_is_broken_is_said_at_its_field(browsers, show):
    day = browsers[0]
    day.fill("/settings/password", password=day.password, new_password="too short", destruction_password=day.destruction_password)
    day.browser.wait_for_text("at least 12 characters")
    field = day.browser.find('[name="new_password"]')
    assert day.browser.attribute(field, "aria-invalid") == "true"
    wait_for_focus(day, "new_password")
    described = day.browser.attribute(field, "aria-describedby").split()
    assert "problem" in described and all(day.browser.exists(f"#{name}") for name in described)
    assert day.browser.attribute(day.browser.find('[name="password"]'), "value") == ""
    show(day, "settings-password-problem", widths=(360, 1000))


def test_a_form_is_filled_in_and_sent_by_the_keyboard_alone(browsers):
    day = browsers[0]
    day.open("/settings/destruction-password")
    wait_for_focus(day, "password")
    day.browser.press(day.password, "\ue004", "copper meadow lantern 68", "\ue007")
    day.wait_for_path("/settings")
    day.browser.wait_for_text("Your destruction password is changed.")
    day.destruction_password = "copper meadow lantern 68"
    browsers[1].open("/")
    browsers[1].wait_for_path("/login")


def test_a_session_is_seen_and_ended_from_the_other_browser(browsers, show):
    day, night = browsers
    night.log_in()
    night.open("/settings/sessions")
    show(night, "dark-settings-sessions-two", widths=(360, 1000))
    night.browser.click('form[action$="/end"] button')
    night.browser.wait_for_text("That browser is logged out.")
    day.open("/")
    day.wait_for_path("/login")


def test_the_new_password_opens_and_the_old_one_does_not(browsers, show):
    day, night = browsers
    night.fill(
        "/settings/password", password=night.password, new_password=NEW_PASSWORD, destruction_password="copper meadow lantern 68")
    night.wait_for_path("/settings")
    night.browser.wait_for_text("Your password is changed.")
    show(night, "dark-settings-changed", widths=(360, 1000))
    day.fill("/login", username=day.name, password=day.password)
    day.browser.wait_for_text("t fit together")
    for member in browsers:
        member.password = NEW_PASSWORD
    day.log_in()


def test_an_export_is_downloaded(browsers):
    day = browsers[0]
    day.fill("/settings/export", password=day.password)
    path = day.firefox.downloads / "onionnode-export.tar"
    for _ in range(300):
        if path.exists() and path.stat().st_size and not list(day.firefox.downloads.glob("*.part")):
            break
        day.browser.pause()
    with tarfile.open(path) as archive:
        assert "onionnode-export/account.txt" in archive.getnames()
        assert day.address.encode() in archive.extractfile("onionnode-export/account.txt").read()


def test_who_comes_by_a_link_from_another_site_goes_on_by_a_button_of_ours(browsers, show):
    day = browsers[0]
    day.browser.to_top()
    day.browser.navigate(f"data:text/html,<a href='{day.base}/people'>a link</a>")
    day.browser.click("a")
    day.browser.wait_for_text("Continue to your account")
    assert_plain(day)
    show(day, "arrival", widths=(360, 1000))
    day.submit("/people")
    day.wait_for_path("/people")
    day.browser.wait_for_text("Your address")


def test_the_account_is_deleted_by_its_member(browsers, show):
    day, night = browsers
    day.fill("/settings/delete", password=day.password)
    day.wait_for_path("/login")
    day.browser.wait_for_text("The account is deleted.")
    show(day, "account-deleted", widths=(360, 1000))
    night.open("/")
    night.wait_for_path("/login")
    day.fill("/login", username=day.name, password=day.password)
    day.browser.wait_for_text("t fit together")
