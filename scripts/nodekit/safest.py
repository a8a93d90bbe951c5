"""Firefox profiles set as Tor Browser at its Safest level, behind the SOCKS port of a private network."""

from pathlib import Path

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


def write_profile(directory: Path, socks: tuple[str, int], **own: bool | int | str) -> Path:
    """Writes the settings of a fresh profile; `own` are more preferences, with `__` for the dots in their names."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    proxy = {"network.proxy.socks": socks[0], "network.proxy.socks_port": socks[1]}
    more = {name.replace("__", "."): value for name, value in own.items()}
    settings = SAFEST | QUIET | proxy | more
    lines = [f"user_pref({_encode(name)}, {_encode(value)});" for name, value in settings.items()]
    (directory / "user.js").write_text("\n".join(lines) + "\n")
    return directory


def _encode(value) -> str:
    """A preference value as JavaScript writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
