"""Firefox driven by Marionette: JSON over a TCP socket, no driver program between.

A message is `length:json`; a command is `[0, id, name, parameters]`, its answer `[1, id, error, result]`.
Source: Firefox source docs, "Marionette protocol".
"""

import base64
import json
import socket
import time
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's name for an element reference
PASSING = ("no such element", "no such frame", "stale element reference", "no such window")  # what waiting may cure
FRAME = "frame-075b-4da1-b6ba-e579c2d3230a"


class MarionetteFailure(RuntimeError):
    """Firefox could not do what it was asked; `kind` is WebDriver's error code."""

    def __init__(self, kind: str, words: str):
        self.kind = kind
        super().__init__(f"{kind}: {words}")


class Marionette:
    """One connection to one Firefox. Elements are found by CSS selectors and waited for."""

    def __init__(self, port: int, within: float = 60.0):
        self._socket = self._connect(port, within)
        self._buffer = b""
        self._id = 0
        self._receive()  # the greeting
        # With an endless stream in a frame the load event never comes: eager waits for the document only.
        self.command("WebDriver:NewSession", {"pageLoadStrategy": "eager", "unhandledPromptBehavior": "dismiss"})
        self.command("WebDriver:SetTimeouts", {"pageLoad": 90_000, "script": 10_000, "implicit": 0})

    @staticmethod
    def _connect(port: int, within: float) -> socket.socket:
        deadline = time.monotonic() + within
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", port), 120)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def close(self) -> None:
        self._socket.close()

    def command(self, name: str, parameters: dict | None = None):
        """Sends one command and gives its result."""
        self._id += 1
        message = json.dumps([0, self._id, name, parameters or {}]).encode()
        self._socket.sendall(f"{len(message)}:".encode() + message)
        while True:
            kind, number, error, result = self._receive()
            if kind == 1 and number == self._id:
                break
        if error:
            raise MarionetteFailure(error.get("error", "unknown"), error.get("message", ""))
        return result

    def _receive(self):
        while b":" not in self._buffer:
            self._more()
        length, _, self._buffer = self._buffer.partition(b":")
        while len(self._buffer) < int(length):
            self._more()
        message, self._buffer = self._buffer[: int(length)], self._buffer[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        piece = self._socket.recv(65536)
        if not piece:
            raise MarionetteFailure("closed", "Firefox closed the Marionette connection")
        self._buffer += piece

    # Pages

    def navigate(self, url: str) -> None:
        self.command("WebDriver:Navigate", {"url": url})

    def open(self, url: str, within: float = 90.0) -> None:
        """Navigates until the page is there: an onion that is only being published is an error page first."""
        deadline = time.monotonic() + within
        while True:
            try:
                self.navigate(url)
                return
            except MarionetteFailure:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.5)

    def url(self) -> str:
        return self._value("WebDriver:GetCurrentURL")

    def source(self) -> str:
        return self._value("WebDriver:GetPageSource")

    def text(self) -> str:
        """The text of the current frame, also what one has to scroll to."""
        return self.measure("document.body ? document.body.innerText : ''")

    def to_top(self) -> None:
        self.command("WebDriver:SwitchToFrame", {"id": None})

    def to_frame(self, selector: str, within: float = 30.0) -> None:
        """Goes into the frame that `selector` finds in the top document."""
        self.to_top()
        self.command("WebDriver:SwitchToFrame", {"element": self.find(selector, within)})

    def wait_for_text(self, text: str, within: float = 30.0) -> str:
        """Waits until the current frame shows `text`, without touching it; gives all its text."""
        deadline = time.monotonic() + within
        while True:
            try:
                shown = self.text()
                if text in shown:
                    return shown
            except MarionetteFailure as failure:
                if failure.kind not in PASSING:
                    raise
                shown = str(failure)
            if time.monotonic() > deadline:
                raise MarionetteFailure("timeout", f"{text!r} does not show on {self.url()}; there is: {shown[-300:]!r}")
            time.sleep(0.1)

    def measure(self, script: str):
        """The value of an expression about the current document, from a sandbox of the browser: the page itself runs no script."""
        return self._value("WebDriver:ExecuteScript", {"script": f"return {script}", "args": [], "sandbox": "measure"})

    @staticmethod
    def pause(seconds: float = 0.1) -> None:
        """Between two looks at something that is waited for."""
        time.sleep(seconds)

    # Elements

    def find(self, selector: str, within: float = 30.0) -> str:
        """The first element of a CSS selector, waited for."""
        deadline = time.monotonic() + within
        while True:
            try:
                value = self._value("WebDriver:FindElement", {"using": "css selector", "value": selector})
                return value.get(ELEMENT) or value[FRAME]
            except MarionetteFailure as failure:
                if failure.kind not in PASSING:
                    raise
                if time.monotonic() > deadline:
                    raise MarionetteFailure(failure.kind, f"{selector} is not on {self.url()}") from None
            time.sleep(0.1)

    def exists(self, selector: str) -> bool:
        return bool(self.command("WebDriver:FindElements", {"using": "css selector", "value": selector}))

    def attribute(self, element: str, name: str) -> str:
        return self._value("WebDriver:GetElementAttribute", {"id": element, "name": name}) or ""

    def element_text(self, element: str) -> str:
        return self._value("WebDriver:GetElementText", {"id": element})

    def type_into(self, selector: str, text: str) -> None:
        element = self.find(selector)
        self.command("WebDriver:ElementClear", {"id": element})
        self.command("WebDriver:ElementSendKeys", {"id": element, "text": text})

    def press(self, *keys: str) -> None:
        """Types into whatever has the focus; `\\ue004` is the tabulator, `\\ue007` the enter key."""
        for text in keys:
            value = self._value("WebDriver:GetActiveElement")
            self.command("WebDriver:ElementSendKeys", {"id": value[ELEMENT], "text": text})

    def click(self, selector: str) -> None:
        self.command("WebDriver:ElementClick", {"id": self.find(selector)})

    def cookies(self) -> list[dict]:
        return self.command("WebDriver:GetCookies")

    # Looks

    def screenshot(self, path: Path, full: bool = False) -> None:
        """What the window shows (with `full` the whole page) as a PNG file."""
        self.to_top()
        data = self._value("WebDriver:TakeScreenshot", {"full": full, "hash": False})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))

    def privileged(self, script: str, *arguments):
        """Runs a script as the browser itself, for what a person does with the window; pages still run none."""
        self.command("Marionette:SetContext", {"value": "chrome"})
        try:
            return self._value("WebDriver:ExecuteScript", {"script": script, "args": list(arguments), "sandbox": "system"})
        finally:
            self.command("Marionette:SetContext", {"value": "content"})

    def _value(self, name: str, parameters: dict | None = None):
        result = self.command(name, parameters)
        return result["value"] if isinstance(result, dict) and "value" in result else result
