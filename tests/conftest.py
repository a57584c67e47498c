"""Fixtures of all tests; personas and companies live in tests/fixtures/, one module per subject."""

from pathlib import Path

from django.conf import settings

pytest_plugins = [
    "tests.plugins.evidence",
    "tests.plugins.browser",
    *(
        f"tests.fixtures.{path.stem}"
        for path in sorted((Path(__file__).parent / "fixtures").glob("*.py"))
        if path.stem != "__init__"
    ),
]


def pytest_configure() -> None:
    # The real way of keeping passwords is slow on purpose; it would be half of the tests' time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
