"""A browser without JavaScript in one file: cookies, forms, redirects, and pages that never end; through SOCKS or straight to loopback."""

import secrets
import socket
import time
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from .http import Deadline, HTTPFailure, Wire
from .page import Form, Page
from .socks import SOCKSFailure, connect_through

USER_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
REDIRECT_LIMIT = 10


class OnionBrowser:
    """One person at one site. `proxy` is a SOCKS address or socket path; None for the front on loopback."""

    def __init__(self, base: str, proxy: tuple[str, int] | Path | None = None, isolation: str | None = None, timeout: float = 60.0):
        self.base = base if base.startswith("http") else f"http://{base}"
        self.proxy = proxy
        self.isolation = isolation or secrets.token_hex(8)
        self.timeout = timeout
        self.cookies: dict[str, str] = {}
        self._wire: Wire | None = None

    @property
    def origin(self) -> str:
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}"

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def get(self, path: str, follow: bool = True, timeout: float | None = None) -> Page:
        return self.request("GET", path, follow=follow, timeout=timeout)

    def submit(self, form: Form, follow: bool = True, timeout: float | None = None, **values: str) -> Page:
        """Sends a form as the browser would: its hidden fields, and `values` over what it held."""
        unknown = set(values) - form.names
        if unknown:
            raise LookupError(f"the form to {form.path} has no field {', '.join(sorted(unknown))}; it has {', '.join(sorted(form.names))}")
        fields = {**form.fields, **values}
        if form.method == "GET":
            return self.request("GET", f"{form.path}?{urlencode(fields)}", follow=follow, timeout=timeout)
        if form.multipart:
            body, kind = _multipart(fields)
        else:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        return self.request("POST", form.path, body=body, kind=kind, follow=follow, timeout=timeout)

    def request(
        self, method: str, path: str, body: bytes | None = None, kind: str = "", follow: bool = True,
        headers: dict[str, str] | None = None, timeout: float | None = None,
    ) -> Page:
        url = urljoin(self.base + "/", path)
        deadline = time.monotonic() + (timeout or self.timeout)
        for _ in range(REDIRECT_LIMIT):
            page = self._exchange(method, url, body, kind, headers or {}, deadline)
            location = page.head.get("Location")
            if not (follow and location and page.status in (301, 302, 303, 307, 308)):
                return page
            url = urljoin(url, location)
            if urlsplit(url).netloc != urlsplit(self.base).netloc:
                raise HTTPFailure("the site redirects to another site")
            if page.status in (301, 302, 303):
                method, body, kind = "GET", None, ""
        raise HTTPFailure(f"more than {REDIRECT_LIMIT} redirects")

    def stream(self, path: str, timeout: float | None = None) -> "Stream":
        """Opens a page that never ends, on a connection of its own."""
        url = urljoin(self.base + "/", path)
        wire = self._dial()
        try:
            wire.send(self._head("GET", url, None, "", {}))
            head = wire.read_head(time.monotonic() + (timeout or self.timeout))
            if head.status != 200:
                raise HTTPFailure(f"the stream answered {head.status}")
        except BaseException:
            wire.close()
            raise
        return Stream(wire, url)

    def _exchange(self, method: str, url: str, body: bytes | None, kind: str, headers: dict[str, str], deadline: float) -> Page:
        request = self._head(method, url, body, kind, headers) + (body or b"")
        reused = self._wire is not None
        for attempt in (1, 2):
            if self._wire is None:
                self._wire = self._dial()
            try:
                self._wire.send(request)
                head = self._wire.read_head(deadline)
                break
            except (HTTPFailure, ConnectionError):
                self.close()
                # Only a kept connection that had quietly ended is tried again, and only for what is harmless to repeat.
                if not (reused and attempt == 1 and method == "GET"):
                    raise
        content = self._wire.read_body(head, method, deadline)
        if "close" in head.get("Connection").lower():
            self.close()
        self._keep_cookies(head)
        return Page(url, head, content)

    def _dial(self) -> Wire:
        parts = urlsplit(self.base)
        host, port = parts.hostname or "", parts.port or 80
        if self.proxy is None:
            return Wire(socket.create_connection((host, port), self.timeout))
        return Wire(connect_through(self.proxy, host, port, self.isolation, self.timeout))

    def _head(self, method: str, url: str, body: bytes | None, kind: str, more: dict[str, str]) -> bytes:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "Host": parts.netloc, "User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "en-US,en;q=0.5", "Accept-Encoding": "gzip, deflate", "Connection": "keep-alive",
        }
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"Origin": self.origin, "Content-Type": kind, "Content-Length": str(len(body or b""))}
        headers |= more
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1")

    def _keep_cookies(self, head) -> None:
        for line in head.all("Set-Cookie"):
            pair, *attributes = [part.strip() for part in line.split(";")]
            name, _, value = pair.partition("=")
            lowered = [attribute.lower() for attribute in attributes]
            if not value or "max-age=0" in lowered:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


class Stream:
    """A page that never ends: text as it comes."""

    def __init__(self, wire: Wire, url: str):
        self._wire = wire
        self._body = b""
        self.url = url
        self.ended = False

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_) -> None:
        self._wire.close()

    @property
    def html(self) -> str:
        return self._body.decode("utf-8", "replace")

    def wait_for(self, text: str, within: float = 60.0) -> str:
        """Reads until `text` was seen; gives everything seen so far."""
        deadline = time.monotonic() + within
        while text not in self.html:
            if self.ended:
                raise HTTPFailure(f"the stream ended before {text!r}")
            try:
                chunk = self._wire.read_chunk(deadline)
            except Deadline as error:
                raise Deadline(f"the stream did not show {text!r} within {within:.0f} s; it ends with {self.html[-200:]!r}") from error
            if chunk is None:
                self.ended = True
            else:
                self._body += chunk
        return self.html


def _multipart(fields: dict[str, str]) -> tuple[bytes, str]:
    boundary = "-" * 27 + secrets.token_hex(14)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value.encode() + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


__all__ = ["Deadline", "Form", "HTTPFailure", "OnionBrowser", "Page", "SOCKSFailure", "Stream"]
