"""What a browser without JavaScript sees of a page: its text, forms, links and frames."""

import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from .http import Head

_HIDDEN = {"script", "style", "head", "template"}
_BLOCKS = {"p", "div", "li", "section", "article", "header", "footer", "h1", "h2", "h3", "form", "tr", "br", "dt", "dd", "main", "nav"}


def form_number() -> str:
    """A number as each form carries one, so that it takes effect once: for a form that no page was fetched for."""
    return secrets.token_urlsafe(16)


def without_numbers(body: bytes) -> bytes:
    """A page with the random numbers of its forms made equal: what is left of two pages that differ by nothing else."""
    return re.sub(rb'name="number" value="[\w-]{22}"', b'name="number"', body)


@dataclass
class Form:
    """A form with the values it would send if nothing were typed."""

    action: str
    method: str
    multipart: bool
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return urlsplit(self.action).path


@dataclass
class Page:
    """A page that arrived: `url` is where redirects ended."""

    url: str
    head: Head
    body: bytes
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        parser = _Reader(self.url)
        parser.feed(self.html)
        parser.close()
        self.forms, self.links, self.frames, self.text = parser.forms, parser.links, parser.frames, parser.text()

    @property
    def status(self) -> int:
        return self.head.status

    @property
    def html(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def form(self, path: str | None = None, *, having: str | None = None, matching=None) -> Form:
        """The one form that posts to `path`, or has the field `having`, or whose path `matching` (a compiled pattern) knows."""
        for form in self.forms:
            if path is not None and form.path != path:
                continue
            if having is not None and having not in form.names:
                continue
            if matching is not None and not matching.search(form.path):
                continue
            return form
        wanted = path or having or (matching.pattern if matching else "any")
        seen = ", ".join(form.path for form in self.forms) or "none"
        raise LookupError(f"no form for {wanted} on {self.path} (status {self.status}); forms there: {seen}; text: {self.text[:300]!r}")


class _Reader(HTMLParser):
    def __init__(self, url: str):
        super().__init__(convert_charrefs=True)
        self.url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.frames: list[str] = []
        self._form: Form | None = None
        self._textarea: str | None = None
        self._select: str | None = None
        self._hidden = 0
        self._pieces: list[str] = []

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).splitlines())
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, raw: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in raw}
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _BLOCKS:
            self._pieces.append("\n")
        if tag == "a" and "href" in attributes:
            self.links.append(urljoin(self.url, attributes["href"]))
        elif tag in ("iframe", "frame") and "src" in attributes:
            self.frames.append(urljoin(self.url, attributes["src"]))
        elif tag == "form":
            self._form = Form(
                urljoin(self.url, attributes.get("action") or self.url), attributes.get("method", "get").upper(),
                attributes.get("enctype", "").lower() == "multipart/form-data")
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, attributes)

    def _control(self, tag: str, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        if name:
            self._form.names.add(name)
        if tag == "input" and name:
            kind = attributes.get("type", "text").lower()
            if kind in ("checkbox", "radio"):
                if "checked" in attributes:
                    self._form.fields[name] = attributes.get("value") or "on"
            elif kind not in ("submit", "button", "image", "reset", "file"):
                self._form.fields[name] = attributes.get("value", "")
        elif tag == "textarea" and name:
            self._textarea = name
            self._form.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and (self._select not in self._form.fields or "selected" in attributes):
            self._form.fields[self._select] = attributes.get("value", "")
        if tag == "button" or attributes.get("type") == "submit":
            self._form.buttons.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        if tag in _BLOCKS:
            self._pieces.append("\n")
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None and self._form is not None:
            self._form.fields[self._textarea] += data
        elif not self._hidden:
            self._pieces.append(data)
