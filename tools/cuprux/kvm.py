# SPDX-License-Identifier: MIT
"""Whether hardware virtualisation really works here.

A host may have /dev/kvm that cannot run an ordinary guest: QEMU aborts on a model-specific
register, or the guest crawls. So a tiny guest is run first, with the CPU model and number of
CPUs of a real one and under a time limit, and the answer is kept until the host or QEMU changes.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import Failure
from .layout import CACHE

if TYPE_CHECKING:
    from .machines import Spec

KVM = Path("/dev/kvm")
ANSWER = CACHE / "kvm.json"
TIME_LIMIT = 4.0
HOST_ARCH = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}

# The probe is a 64 KiB x86 BIOS. From the reset vector at f000:fff0 it jumps to f000:0000:
# 20 million rounds of a loop (crawling shows), 4096 writes to port 0x80 (so do slow exits),
# then the code 0x20 to isa-debug-exit, which makes QEMU exit with 2 * 0x20 + 1.
PROBE_STATUS = 0x41
PROBE_CODE = bytes.fromhex(
    "66b9002d3101"  # mov ecx, 20000000
    "6649"          # 1: dec ecx
    "75fc"          # jnz 1b
    "b90010"        # mov cx, 4096
    "e680"          # 2: out 0x80, al
    "e2fc"          # loop 2b
    "b020"          # mov al, 0x20
    "baf400"        # mov dx, 0xf4
    "ee"            # out dx, al
    "f4ebfd")       # 3: hlt; jmp 3b
PROBE_RESET = bytes.fromhex("ea000000f0")  # jmp far f000:0000
BIOS_SIZE = 65536


def _probe_bios() -> bytes:
    image = bytearray(BIOS_SIZE)
    image[:len(PROBE_CODE)] = PROBE_CODE
    image[0xFFF0:0xFFF0 + len(PROBE_RESET)] = PROBE_RESET
    return bytes(image)


def _run_probe() -> str:
    """Empty if the probe guest ran; otherwise why not."""
    with tempfile.TemporaryDirectory() as folder:
        bios = Path(folder) / "probe.bin"
        bios.write_bytes(_probe_bios())
        command = ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-machine", "q35",
                   "-accel", "kvm", "-cpu", "host", "-smp", "4", "-m", "64", "-display", "none",
                   "-bios", str(bios), "-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
        try:
            result = subprocess.run(command, timeout=TIME_LIMIT, capture_output=True, text=True,
                                    check=False)
        except subprocess.TimeoutExpired:
            return f"a probe guest did not end within {TIME_LIMIT:.0f} s"
        except FileNotFoundError:
            return "qemu-system-x86_64 is not installed"
    if result.returncode == PROBE_STATUS:
        return ""
    lines = [line for line in result.stderr.splitlines() if line and "warning:" not in line]
    return f"a probe guest failed: {lines[0] if lines else 'no message'}"


def _fingerprint() -> str:
    """What the cached answer depends on: this boot of the host, and this QEMU."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        version = subprocess.run(["qemu-system-x86_64", "--version"], capture_output=True,
                                 text=True, check=False).stdout.splitlines()[0]
    except (OSError, IndexError):
        return ""
    return f"{boot} {version}"


def why_not(arch: str) -> str:
    """Empty if KVM can run a guest of `arch` here; otherwise a reason for a person."""
    if HOST_ARCH.get(platform.machine()) != arch:
        return f"this host is {platform.machine()}, the guest {arch}"
    if arch != "x86_64":
        return "KVM is only probed on x86_64 hosts"
    if not KVM.exists():
        return "there is no /dev/kvm"
    if not os.access(KVM, os.R_OK | os.W_OK):
        return "/dev/kvm may not be opened by this user (group kvm?)"
    fingerprint = _fingerprint()
    try:
        answer = json.loads(ANSWER.read_text(encoding="utf-8"))
        if fingerprint and answer["for"] == fingerprint:
            return answer["why_not"]
    except (OSError, ValueError, KeyError):
        pass
    reason = _run_probe()
    CACHE.mkdir(exist_ok=True)
    ANSWER.write_text(json.dumps({"for": fingerprint, "why_not": reason}), encoding="utf-8")
    return reason


def choose(wanted: str, spec: Spec) -> str:
    """The accelerator for `--accel`: kvm only where it is known to work."""
    if wanted == "tcg" or (wanted == "auto" and spec.icount):
        return "tcg"
    reason = why_not(spec.arch)
    if reason and wanted == "kvm":
        raise Failure(f"--accel kvm: {reason}", "use --accel tcg (or auto)")
    return "tcg" if reason else "kvm"
