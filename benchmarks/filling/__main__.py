"""Fill the database of DATABASE_URL: `python -m benchmarks.filling series.few '{}'`."""

from __future__ import annotations

import importlib
import json
import sys

import django


def main() -> None:
    """Call a function of this package with facts in JSON."""
    django.setup()
    module, _, function = sys.argv[1].partition(".")
    fill = getattr(importlib.import_module(f"benchmarks.filling.{module}"), function)
    fill(**json.loads(sys.argv[2]))


if __name__ == "__main__":
    main()
