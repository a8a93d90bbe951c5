"""A headless Firefox ESR with the profile of Tor Browser at Safest, driven by Marionette."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from marionette import Marionette
from nodekit.node import free_port
from nodekit.safest import write_profile
from tornet.process import end, spawn


class Firefox:
    """A browser with a fresh profile. `marionette` drives it."""

    def __init__(self, socks: tuple[str, int], dark: bool = False, binary: str = "firefox-esr", log: Path | None = None):
        self.profile = Path(tempfile.mkdtemp(prefix="firefox-"))
        self.log = log or self.profile / "log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        # Resisting fingerprinting also means light for everybody: a dark browser is one whose owner gave that up.
        looks = {"ui.systemUsesDarkTheme": int(dark), "privacy.resistFingerprinting": not dark}
        self.downloads = self.profile / "downloads"
        self.downloads.mkdir()
        downloads = {"browser.download.folderList": 2, "browser.download.dir": str(self.downloads)}
        looks["layout.css.prefers-color-scheme.content-override"] = 0 if dark else 1
        write_profile(self.profile, socks, marionette__port=self.port, **looks, **downloads)
        environment = {
            **os.environ, "HOME": str(self.profile), "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1",
            "MOZ_DISABLE_CONTENT_SANDBOX": "1",
        }
        command = [binary, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", str(self.profile)]
        began = time.monotonic()
        self.process = spawn(command, self.log, env=environment)
        try:
            self.marionette = Marionette(self.port)
        except BaseException:
            self.stop()
            raise
        self.start_seconds = time.monotonic() - began

    def __enter__(self) -> "Firefox":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def look(self, width: int, height: int = 800) -> None:
        """Makes the page exactly `width` by `height`, narrower than a window may be: a phone."""
        self.marionette.privileged(
            """
            const [width, height] = arguments;
            const browser = window.gBrowser.selectedBrowser;
            window.resizeTo(Math.max(width, 500) + 100, height + 300);
            for (const side of ["minWidth", "maxWidth", "width"]) browser.style[side] = width + "px";
            for (const side of ["minHeight", "maxHeight", "height"]) browser.style[side] = height + "px";
            """,
            width, height)
        time.sleep(0.3)  # the compositor, not the page: nothing tells when the new size is painted

    def stop(self) -> None:
        if hasattr(self, "marionette"):
            self.marionette.close()
        end(self.process, within=5)
        shutil.rmtree(self.profile, ignore_errors=True)
