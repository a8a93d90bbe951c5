"""A person at a node's web front: registers, finds people, asks, accepts, writes and reads, by the contract of the pages."""

import re
import time
from urllib.parse import quote, urlsplit

from .browser import OnionBrowser, Stream
from .http import HTTPFailure
from .page import Page

CHAT = re.compile(r"^/chats/([0-9a-f]{16})$")
ACCEPT = re.compile(r"^/requests/([0-9a-f]{16})/accept$")


class Person:
    """One member. Every step fails in plain words with what the page said."""

    def __init__(self, name: str, peer_address: str, browser: OnionBrowser, password: str = "", destruction_password: str = ""):
        self.name = name
        self.address = f"{name}@{peer_address}"
        self.browser = browser
        self.password = password or "lantern harbour wicker 41"
        self.destruction_password = destruction_password or "cinder orchard mallow 92"

    def register(self) -> Page:
        form = self.browser.get("/register").form("/register")
        page = self._patiently(
            form, username=self.name, password=self.password, destruction_password=self.destruction_password)
        expect(page, page.path == "/login", f"registering {self.name} did not lead to /login")
        return page

    def log_in(self) -> Page:
        form = self.browser.get("/login").form("/login")
        page = self._patiently(form, username=self.name, password=self.password)
        expect(page, page.status == 200 and page.path == "/", f"{self.name} could not log in")
        return page

    def log_out(self) -> Page:
        return self.browser.submit(self.browser.get("/").form("/logout"))

    def search(self, address: str) -> Page:
        return self.browser.get(f"/people?q={quote(address)}")

    def request(self, address: str, greeting: str = "hello, it is me") -> Page:
        page = self.search(address)
        expect(page, any(form.path == "/people/request" for form in page.forms), f"{self.name} does not find {address}")
        answer = self.browser.submit(page.form("/people/request"), greeting=greeting)
        expect(answer, answer.status == 200, "the request was not taken")
        return answer

    def wait_for_request(self, within: float = 60.0) -> Page:
        """The page of requests, as soon as one waits to be answered."""
        return self._until(
            "a connection request comes", lambda: self.browser.get("/requests"),
            lambda page: any(ACCEPT.match(form.path) for form in page.forms), within)

    def accept(self, within: float = 60.0) -> str:
        """Accepts the first waiting request; gives the path of the new conversation."""
        page = self.browser.submit(self.wait_for_request(within).form(matching=ACCEPT))
        expect(page, page.status == 200, "the request could not be accepted")
        return self.wait_for_chat(within)

    def wait_for_chat(self, within: float = 60.0) -> str:
        """The path of the first conversation on the home page, as soon as there is one."""
        page = self._until("a conversation appears", lambda: self.browser.get("/"), lambda page: bool(chat_paths(page)), within)
        return chat_paths(page)[0]

    def send(self, chat: str, text: str) -> Page:
        """Writes through the composer; returns once the node has taken the message (a 303 came)."""
        form = self.browser.get(f"{chat}/composer").form(f"{chat}/messages")
        answer = self.browser.submit(form, text=text, follow=False)
        expect(answer, answer.status == 303, "the message was not taken")
        return answer

    def open_stream(self, chat: str) -> Stream:
        return self.browser.stream(f"{chat}/stream")

    def read(self, chat: str, until: str, within: float = 60.0) -> str:
        """The conversation as it streams, up to `until`; opens the stream anew when it ends or the onion is gone for a while."""
        deadline = time.monotonic() + within
        while True:
            try:
                with self.open_stream(chat) as stream:
                    return stream.wait_for(until, max(1.0, deadline - time.monotonic()))
            except (OSError, HTTPFailure):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def wait_until_reachable(self, within: float = 90.0, forget=None) -> float:
        """Tries the front until it answers; gives the seconds it took.

        `forget` makes the visitor's tor forget what it knows of the onion (`TorClient.new_identity`). After an outage it may have
        fetched the old descriptor from a directory that had not got the new one yet, and would stay with it: so it is called
        again and again.
        """
        began = time.monotonic()
        while True:
            left = within - (time.monotonic() - began)
            patience = left if forget is None else min(20.0, left)
            if forget is not None:
                self.browser.close()
                forget()
            try:
                self._until(
                    "the front answers", lambda: self.browser.get("/login", timeout=min(30.0, patience)), lambda page: page.status == 200,
                    patience)
                return time.monotonic() - began
            except AssertionError:
                if forget is None or time.monotonic() - began >= within - 1:
                    raise

    def _patiently(self, form, **values: str) -> Page:
        """Sends a form that costs a password's work, again when the node asks to come back later."""
        for _ in range(5):
            page = self.browser.submit(form, **values)
            if page.status != 503:
                break
            time.sleep(min(10, int(page.head.get("Retry-After") or 1)))
        return page

    def _until(self, what: str, fetch, accept, within: float) -> Page:
        deadline, page, failure = time.monotonic() + within, None, None
        while True:
            try:
                page = fetch()
                if accept(page):
                    return page
            except (OSError, HTTPFailure) as error:
                failure = error
                self.browser.close()
            if time.monotonic() > deadline:
                seen = f"{page.path} ({page.status}): {page.text[:400]}" if page else f"{failure}"
                raise AssertionError(f"{self.name}: within {within:.0f} s not seen that {what}; last: {seen}")
            time.sleep(0.3)


def chat_paths(page: Page) -> list[str]:
    """The conversations a page links to, in its order, once each."""
    return list(dict.fromkeys(path for link in page.links if CHAT.match(path := urlsplit(link).path)))


def expect(page: Page, condition: bool, words: str) -> None:
    if not condition:
        raise AssertionError(f"{words}; {page.path} answered {page.status}: {page.text[:500]}")


def connect(asker: Person, accepter: Person, greeting: str = "hello, it is me") -> tuple[str, str]:
    """Request and acceptance between two who are logged in; gives the path of the conversation for each."""
    asker.request(accepter.address, greeting)
    accepted = accepter.accept()
    return asker.wait_for_chat(), accepted
