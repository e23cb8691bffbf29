#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of machines: exit codes, sizes, command lines, and what is refused."""

from __future__ import annotations

import unittest

from cuprux import aptroot
from cuprux.errors import Failure
from cuprux.machines import MAX_EXIT_CODE, End, Spec, decode_status, parse_memory
from cuprux.run import exit_status


class ExitCodes(unittest.TestCase):
    def test_every_code_comes_back(self) -> None:
        for code in range(MAX_EXIT_CODE + 1):
            status = 2 * code + 3
            self.assertLess(status, 256)
            ending = decode_status(status)
            self.assertEqual((ending.end, ending.code), (End.CODE, code))

    def test_qemu_itself(self) -> None:
        self.assertEqual(decode_status(0).end, End.OFF)
        self.assertEqual(decode_status(1).end, End.FAILED)
        self.assertEqual(decode_status(-11).end, End.KILLED)

    def test_power_off_without_the_code_asked_for(self) -> None:
        self.assertEqual(exit_status(decode_status(0), asked_for_code=False), 0)
        self.assertEqual(exit_status(decode_status(0), asked_for_code=True), 125)


class Sizes(unittest.TestCase):
    def test_memory(self) -> None:
        for text, mib in (("512", 512), ("64M", 64), ("5G", 5120), ("1GiB", 1024)):
            self.assertEqual(parse_memory(text), mib)
        for text in ("", "lots", "0", "-1", "3T"):
            with self.assertRaises(Failure):
                parse_memory(text)


class Refusals(unittest.TestCase):
    def test_words_for_what_cannot_be(self) -> None:
        for spec, text in ((Spec(road="bios"), "no BIOS form yet"),
                           (Spec(machine="microvm,acpi=off", road="uefi"), "no UEFI"),
                           (Spec(icount="shift=0", accel="kvm"), "icount")):
            with self.assertRaisesRegex(Failure, text):
                spec.check()


class AptSources(unittest.TestCase):
    def test_one_line_form(self) -> None:
        text = ("# deb http://x/debian y main\n"
                "deb [arch=amd64 signed-by=/k] http://m/debian bookworm main\n"
                "deb-src http://m/debian bookworm main\n")
        self.assertEqual(list(aptroot._one_line_mirrors(text)), [("http://m/debian", "bookworm")])

    def test_stanza_form(self) -> None:
        text = ("Types: deb deb-src\n# a comment\nURIs: http://m/debian\n"
                "Suites: bookworm\n bookworm-updates\n\n"
                "Types: deb\nURIs: http://off/debian\nSuites: a\nEnabled: no\n")
        self.assertEqual(list(aptroot._deb822_mirrors(text)),
                         [("http://m/debian", "bookworm"), ("http://m/debian",
                                                            "bookworm-updates")])


if __name__ == "__main__":
    unittest.main()
