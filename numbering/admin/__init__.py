"""The settings screens of the numbering engine."""

from numbering.admin import (
    assignments,
    company,
    departments,
    ownkinds,
    people,
    series,
    teams,
    tokens,
)

__all__ = [
    "assignments",
    "company",
    "departments",
    "ownkinds",
    "people",
    "series",
    "teams",
    "tokens",
]
