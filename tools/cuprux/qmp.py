# SPDX-License-Identifier: MIT
"""QEMU's control channel (QMP): enough to take a picture, press keys and quit."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from types import TracebackType
from typing import Any

from .errors import Failure


def options(path: Path) -> list[str]:
    """QEMU's arguments for a control socket; keep the path below 100 characters."""
    return ["-qmp", f"unix:{path},server=on,wait=off"]


class Qmp:
    """One connection; every command waits for its answer."""

    def __init__(self, path: Path, timeout: float = 20.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        self._file = self._socket.makefile("r", encoding="utf-8")
        self._read()  # the greeting
        self.execute("qmp_capabilities")

    def __enter__(self) -> Qmp:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._file.close()
        self._socket.close()

    def _read(self) -> dict[str, Any]:
        line = self._file.readline()
        if not line:
            raise Failure("QEMU closed its control channel")
        return json.loads(line)

    def execute(self, command: str, **arguments: Any) -> Any:
        """Runs a command; events that come in between are passed over."""
        request: dict[str, Any] = {"execute": command}
        if arguments:
            request["arguments"] = arguments
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            answer = self._read()
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Failure(f"QEMU refused `{command}`: {answer['error'].get('desc')}")

    def screendump(self, path: Path) -> None:
        """The screen as a PPM file."""
        self.execute("screendump", filename=str(path))
