"""The settings screens of the numbering engine."""

from numbering.admin import assignments, company, people, series

__all__ = ["assignments", "company", "people", "series"]
