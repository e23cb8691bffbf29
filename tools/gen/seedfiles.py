# SPDX-License-Identifier: MIT
"""Write the seeds of fuzz targets, or hold what is checked in against what would be written."""

import sys
from pathlib import Path


def main(seeds: dict[str, bytes], argv: list[str]) -> int:
    """SCRIPT [--check] FOLDER; `seeds` is TARGET/NAME -> contents."""
    check = "--check" in argv
    folders = [arg for arg in argv[1:] if arg != "--check"]
    if len(folders) != 1:
        print(f"usage: {Path(argv[0]).name} [--check] FOLDER", file=sys.stderr)
        return 2
    stale = 0
    for name, data in seeds.items():
        path = Path(folders[0]) / name
        if check:
            if not path.is_file() or path.read_bytes() != data:
                print(f"{path}: is not what {Path(argv[0]).name} makes", file=sys.stderr)
                stale += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return 1 if stale else 0
