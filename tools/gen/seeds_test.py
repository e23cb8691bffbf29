#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The seeds that are checked in are those that their scripts make."""

import unittest
from pathlib import Path

import bootseeds
import fwseeds
import seedfiles

FOLDER = str(Path(__file__).resolve().parents[2] / "tests/fuzz/seeds")


class Seeds(unittest.TestCase):
    def test_firmware(self):
        self.assertEqual(seedfiles.main(fwseeds.SEEDS, ["fwseeds.py", "--check", FOLDER]), 0)

    def test_boot(self):
        self.assertEqual(seedfiles.main(bootseeds.SEEDS, ["bootseeds.py", "--check", FOLDER]), 0)


if __name__ == "__main__":
    unittest.main()
