# SPDX-License-Identifier: MIT
"""Where the instructions of a counted run went, by function of the kernel.

The counting plugin writes how often each instruction was executed; here they are added up under
the function that each belongs to. Code outside the kernel's linked addresses (firmware, the
loader, the entry code before paging) is one line, since it counts from the machine's start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from pathlib import Path

from .elf import Elf

OUTSIDE = "(outside the kernel)"
LINES = 25


def by_function(profile: Path, elf: Elf) -> Counter[str]:
    """Instructions executed in each function."""
    low, high = elf.text_range()
    starts = sorted((address, name) for name, address in elf.symbols.items()
                    if low <= address < high and not name.startswith((".", "$")))
    addresses = [address for address, _ in starts]
    counts: Counter[str] = Counter()
    for line in profile.read_text("ascii").splitlines():
        address, count = (int(word, 0) for word in line.split())
        at = bisect_right(addresses, address) - 1
        inside = low <= address < high and at >= 0
        counts[starts[at][1] if inside else OUTSIDE] += count
    return counts


def table(counts: Counter[str]) -> str:
    """The functions that cost most, with their share of all kernel instructions."""
    kernel = sum(counts.values()) - counts[OUTSIDE]
    ranked = [(name, count) for name, count in counts.most_common() if name != OUTSIDE]
    lines = [f"  {count:>12,}  {count / max(kernel, 1):>6.1%}  {name}"
             for name, count in ranked[:LINES]]
    lines.append(f"  {kernel:>12,}          in the kernel's {len(ranked)} functions that ran")
    return "\n".join(lines)
