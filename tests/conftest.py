"""Fixtures of all tests; personas and companies live in tests/fixtures/, one module per subject."""

from pathlib import Path

pytest_plugins = [
    "tests.plugins.browser",
    *(
        f"tests.fixtures.{path.stem}"
        for path in sorted((Path(__file__).parent / "fixtures").glob("*.py"))
        if path.stem != "__init__"
    ),
]
