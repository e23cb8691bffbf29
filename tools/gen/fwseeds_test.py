#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The seeds that are checked in are those that fwseeds.py makes."""

import os
import unittest

import fwseeds

SEEDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/fuzz/seeds")


class Seeds(unittest.TestCase):
    def test_they_are_current(self):
        self.assertEqual(fwseeds.main(["fwseeds.py", "--check", SEEDS]), 0)


if __name__ == "__main__":
    unittest.main()
