"""A person in front of Firefox: the same journeys as `Person`, with a real browser and the contract's names of pages and fields."""

from urllib.parse import urlsplit

from firefox import Firefox

FORBIDDEN = 'script, svg, math, video, audio, canvas, object, embed, [onclick], [onload], [src^="http"], link[href^="http"]'
STREAM = 'iframe[src*="/stream"]'
COMPOSER = 'iframe[src*="/composer"]'


class Member:
    """One person, one Firefox, one web onion."""

    def __init__(self, name: str, firefox: Firefox, web: str, peer: str):
        self.name = name
        self.firefox = firefox
        self.browser = firefox.marionette
        self.base = f"http://{web}"
        self.address = f"{name}@{peer}"
        self.password = "window seat gravel 53"
        self.destruction_password = "ember field parcel 77"

    def open(self, path: str) -> None:
        self.browser.to_top()
        self.browser.open(self.base + path)

    def submit(self, action: str) -> None:
        """Presses the button of the form whose action ends with `action`."""
        self.browser.click(f'form[action$="{action}"] button:not([type="button"]), form[action$="{action}"] input[type="submit"]')

    def register(self, invite: str = "") -> None:
        self.open("/register")
        if invite:
            self.browser.type_into('[name="invite"]', invite)
        self.browser.type_into('[name="username"]', self.name)
        self.browser.type_into('[name="password"]', self.password)
        self.browser.type_into('[name="destruction_password"]', self.destruction_password)
        self.submit("/register")
        self.wait_for_path("/login")

    def log_in(self) -> None:
        self.open("/login")
        self.browser.type_into('form[action="/login"] [name="username"]', self.name)
        self.browser.type_into('form[action="/login"] [name="password"]', self.password)
        self.submit("/login")
        self.wait_for_path("/")

    def fill(self, path: str, **fields: str) -> None:
        """Opens the page of a form, types into its fields and sends it."""
        self.open(path)
        for name, text in fields.items():
            self.browser.type_into(f'form[action="{path}"] [name="{name}"]', text)
        self.submit(path)

    def ask(self, address: str, greeting: str) -> None:
        self.open("/people")
        self.browser.type_into('[name="q"]', address)
        self.submit("/people")
        self.browser.type_into('form[action="/people/request"] [name="greeting"]', greeting)
        self.submit("/people/request")

    def accept(self, greeting: str, within: float = 60.0) -> None:
        """Accepts the request that says `greeting`, reloading the page until it came."""
        self.reload_until("/requests", 'form[action$="/accept"]', within)
        assert greeting in self.browser.text()
        self.submit("/accept")

    def open_chat(self, within: float = 60.0) -> None:
        """Opens the first conversation of the home page, once there is one."""
        self.reload_until("/", 'a[href^="/chats/"]', within)
        self.browser.click('a[href^="/chats/"]')
        self.browser.find(STREAM)

    def write(self, text: str) -> None:
        """Writes in the composer's frame of the open conversation."""
        self.browser.to_frame(COMPOSER)
        self.browser.type_into('[name="text"]', text)
        self.submit("/messages")

    def see(self, text: str, within: float = 30.0) -> str:
        """Waits until the stream's frame shows `text`; never reloads."""
        self.browser.to_frame(STREAM)
        return self.browser.wait_for_text(text, within)

    def wait_for_path(self, path: str, within: float = 30.0) -> None:
        for _ in range(int(within * 10)):
            if urlsplit(self.browser.url()).path == path:
                return
            self.browser.pause()
        raise AssertionError(f"{self.name} is on {self.browser.url()} instead of {path}: {self.browser.text()[:300]}")

    def reload_until(self, path: str, selector: str, within: float) -> None:
        for _ in range(int(within * 2)):
            self.open(path)
            if self.browser.exists(selector):
                return
            self.browser.pause(0.5)
        raise AssertionError(f"{self.name} does not see {selector} on {path}: {self.browser.text()[:300]}")


def assert_plain(member: Member) -> None:
    """Nothing on the page that Safest would have to take away."""
    member.browser.to_top()
    assert not member.browser.exists(FORBIDDEN)
