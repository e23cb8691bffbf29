# SPDX-License-Identifier: MIT
"""Writes ninja files: the syntax and its escapes, nothing about Cuprux."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

Names = Iterable[str | Path]


def escape(text: str | Path) -> str:
    """A path as ninja wants it in a build line."""
    return str(text).replace("$", "$$").replace(" ", "$ ").replace(":", "$:")


class Writer:
    """Collects the text of one ninja file."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def comment(self, text: str) -> None:
        self._lines.append(f"# {text}")

    def variable(self, name: str, value: str | Iterable[str], indent: int = 0) -> None:
        text = value if isinstance(value, str) else " ".join(value)
        self._lines.append(f"{'  ' * indent}{name} = {text}")

    def include(self, path: Path) -> None:
        self._lines.append(f"include {escape(path)}")

    def rule(self, name: str, command: str, description: str, **settings: str) -> None:
        self._lines.append(f"\nrule {name}")
        self.variable("command", command, 1)
        self.variable("description", description, 1)
        for key, value in settings.items():
            self.variable(key, value, 1)

    def build(self, outputs: Names, rule: str, inputs: Names = (), *, implicit: Names = (),
              order_only: Names = (), variables: Mapping[str, str] | None = None) -> None:
        line = f"build {' '.join(map(escape, outputs))}: {rule}"
        for mark, names in (("", inputs), (" |", implicit), (" ||", order_only)):
            words = " ".join(map(escape, names))
            if words:
                line += f"{mark} {words}"
        self._lines.append(line)
        for key, value in (variables or {}).items():
            self.variable(key, value, 1)

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"
