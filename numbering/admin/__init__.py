"""The settings screens of the numbering engine."""

from numbering.admin import assignments, company, organisation, people, series, teams

__all__ = ["assignments", "company", "organisation", "people", "series", "teams"]
