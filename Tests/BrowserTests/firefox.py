"""Firefox ESR, headless, set as Tor Browser at its Safest level, behind the SOCKS port of a private network."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from marionette import Marionette
from nodekit.node import free_port
from tornet.process import end, spawn

# What Tor Browser does at Safest. With dom.securecontext.allowlist_onions, Secure and __Host- cookies stick on http onions.
SAFEST = {
    "javascript.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.socks_version": 5,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": True,
    "network.dns.blockDotOnion": False,
    "dom.securecontext.allowlist_onions": True,
    "privacy.resistFingerprinting": True,
    "privacy.firstparty.isolate": True,
    "svg.disabled": True,
    "mathml.disabled": True,
    "gfx.downloadable_fonts.enabled": False,
    "gfx.font_rendering.graphite.enabled": False,
    "media.peerconnection.enabled": False,
    "media.mediasource.enabled": False,
    "media.ogg.enabled": False,
    "media.opus.enabled": False,
    "media.wave.enabled": False,
    "media.webm.enabled": False,
    "webgl.disabled": True,
    "dom.webaudio.enabled": False,
    "network.http.sendRefererHeader": 2,
    "signon.rememberSignons": False,
    "browser.cache.disk.enable": False,
    "browser.privatebrowsing.autostart": True,
    "dom.security.https_only_mode": True,
    "dom.security.https_only_mode.upgrade_onion": False,
}

# Nothing that Firefox does on its own account: a test browser talks to nobody but the nodes.
QUIET = {
    "app.update.disabledForTesting": True,
    "app.normandy.enabled": False,
    "browser.aboutHomeSnippets.updateUrl": "",
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "geo.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,
    "network.dns.disablePrefetch": True,
    "network.http.speculative-parallel-limit": 0,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
    "browser.search.update": False,
    "browser.region.network.url": "",
    "dom.push.connection.enabled": False,
}


class Firefox:
    """A browser with a fresh profile. `marionette` drives it."""

    def __init__(self, socks: tuple[str, int], dark: bool = False, binary: str = "firefox-esr", log: Path | None = None):
        self.profile = Path(tempfile.mkdtemp(prefix="firefox-"))
        self.log = log or self.profile / "log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        # Resisting fingerprinting also means light for everybody: a dark browser is one whose owner gave that up.
        looks = {
            "ui.systemUsesDarkTheme": int(dark), "layout.css.prefers-color-scheme.content-override": 0 if dark else 1,
            "privacy.resistFingerprinting": not dark,
        }
        own = {"network.proxy.socks": socks[0], "network.proxy.socks_port": socks[1], "marionette.port": self.port}
        lines = [f"user_pref({encode(name)}, {encode(value)});" for name, value in (SAFEST | QUIET | looks | own).items()]
        (self.profile / "user.js").write_text("\n".join(lines) + "\n")
        environment = {
            **os.environ, "HOME": str(self.profile), "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_DISABLE_CONTENT_SANDBOX": "1",
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


def encode(value) -> str:
    """A preference value as JavaScript writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
