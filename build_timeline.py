"""Checks the record and builds the site: `python build_timeline.py --help` lists the commands."""

import sys

try:
    from conflict_timeline.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run: make site (or: pip install -e .)")
except KeyboardInterrupt:  # as in `main`, which is not there yet
    sys.exit(130)

if __name__ == "__main__":
    main()
