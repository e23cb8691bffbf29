# SPDX-License-Identifier: MIT
"""The one way a command fails: a sentence for a person, no traceback."""

from __future__ import annotations


class Failure(Exception):
    """Something the person at the terminal can act on.

    `what` says what happened and where; `hint`, if any, says what to do about it.
    The command line prints both and exits with `status`.
    """

    def __init__(self, what: str, hint: str = "", status: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        return f"{self.what}\n  {self.hint}" if self.hint else self.what
