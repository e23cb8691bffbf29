# SPDX-License-Identifier: MIT
"""How the command line speaks: help for a person at 80 columns, mistakes in one sentence."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn


class Formatter(argparse.HelpFormatter):
    """Wraps descriptions; texts of several lines (examples) are left as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=22)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """Says what is wrong and where to read on, without a page of usage in front of it."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"formatter_class": Formatter, **settings})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message.removeprefix('argument ')}\n"
              f"  `./{self.prog} --help` says what there is", file=sys.stderr)
        raise SystemExit(2)


def seconds(text: str) -> float:
    """A time limit; 0 would be taken for none."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text}: not a number of seconds above 0")
    return value
