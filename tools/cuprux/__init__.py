# SPDX-License-Identifier: MIT
"""The host side of Cuprux: build, run, test, image, measure.

Reading order: modfile (what a `module` file says), tree (all of them together),
toolchain (compilers and flags), buildplan (the ninja file), then machines and
the commands that use them.
"""
