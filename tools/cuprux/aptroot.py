# SPDX-License-Identifier: MIT
"""Packages of another Debian release, fetched without touching the system.

apt is run with all its folders moved into .cache/: its own sources, lists and cache. Signatures
are checked against the host's Debian keyring, and the mirror is the one the host itself uses.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .layout import CACHE

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SOURCES = Path("/etc/apt/sources.list")
SOURCES_FOLDER = Path("/etc/apt/sources.list.d")
NETWORK_LIMIT = 300.0


class Unobtainable(Exception):
    """The package could not be had; the text is a reason for a person."""


def _one_line_mirrors(text: str) -> Iterator[tuple[str, str]]:
    """(mirror, suite) of `deb [options] MIRROR SUITE component...` lines."""
    for line in text.splitlines():
        match = re.match(r"\s*deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)", line)
        if match:
            yield match[1], match[2]


def _deb822_mirrors(text: str) -> Iterator[tuple[str, str]]:
    """The same from stanzas of `Field: value`, blank lines between them."""
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace():
                fields[name] = f"{fields.get(name, '')} {line.strip()}"
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        if "deb" in fields.get("types", "").split():
            for uri in fields.get("uris", "").split():
                for suite in fields.get("suites", "").split():
                    yield uri, suite


def debian_mirror() -> str:
    """The mirror from which this host takes Debian itself (not its security updates)."""
    found: list[tuple[str, str]] = []
    if SOURCES.is_file():
        found += _one_line_mirrors(SOURCES.read_text("utf-8"))
    if SOURCES_FOLDER.is_dir():
        for path in sorted(SOURCES_FOLDER.iterdir()):
            text = path.read_text("utf-8", errors="replace")
            if path.suffix == ".list":
                found += _one_line_mirrors(text)
            elif path.suffix == ".sources":
                found += _deb822_mirrors(text)
    for uri, suite in found:
        if "security" not in uri + suite and re.search(r"/debian/?$", uri):
            return uri
    raise Unobtainable("this host's apt sources name no Debian mirror")


class AptRoot:
    """apt for one release, with everything it writes under .cache/apt-<release>."""

    def __init__(self, release: str) -> None:
        self.release = release
        self.folder = CACHE / f"apt-{release}"

    def _environment(self) -> dict[str, str]:
        mirror = debian_mirror()
        for name in ("state/lists/partial", "cache/archives/partial", "etc/parts"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        signed = f"[signed-by={KEYRING}] " if KEYRING.is_file() else ""
        (self.folder / "etc/sources.list").write_text(
            f"deb {signed}{mirror} {self.release} main\n", encoding="utf-8")
        settings = {
            "Dir::State": self.folder / "state",
            "Dir::State::status": self.folder / "status",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::sourcelist": self.folder / "etc/sources.list",
            "Dir::Etc::sourceparts": self.folder / "etc/parts",
            "APT::Architecture": "amd64",
            "APT::Sandbox::User": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
            "Acquire::http::Timeout": "30",
        }
        lines = [f'{key} "{value}";' for key, value in settings.items()]
        lines.append('APT::Architectures { "amd64"; };')
        config = self.folder / "apt.conf"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return {**os.environ, "APT_CONFIG": str(config), "LC_ALL": "C"}

    def _apt_get(self, *arguments: str) -> None:
        try:
            result = subprocess.run(["apt-get", "-q", *arguments], env=self._environment(),
                                    cwd=self.folder, capture_output=True, text=True,
                                    timeout=NETWORK_LIMIT, check=False)
        except subprocess.TimeoutExpired:
            raise Unobtainable(f"apt-get {arguments[0]} took more than "
                               f"{NETWORK_LIMIT:.0f} s") from None
        if result.returncode:
            errors = [line for line in result.stderr.splitlines() if line.startswith("E:")]
            raise Unobtainable((errors or ["apt-get failed"])[0])

    def unpack(self, package: str, version: str, target: Path) -> None:
        """Fetches one package of a pinned version (a glob) and unpacks it into `target`."""
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise Unobtainable("this system has no apt")
        self._environment()
        for old in self.folder.glob(f"{package}_*.deb"):
            old.unlink()
        self._apt_get("update")
        self._apt_get("download", f"{package}={version}")
        archives = list(self.folder.glob(f"{package}_*.deb"))
        if len(archives) != 1:
            raise Unobtainable(f"apt brought {len(archives)} files for {package}")
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-x", str(archives[0]), str(partial)], check=True)
        partial.rename(target)
        shutil.rmtree(self.folder)  # the lists alone are 20 MB
