"""The set-ups that can be installed by name; each app registers its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from numbering.exceptions import RuleError
from numbering.models import Company
from numbering.transactions import write

Text = Any  # a str or a translatable one
Person = AbstractBaseUser | None


@dataclass
class PresetReport:
    """What installing a preset did: each line a sentence."""

    made: list[str] = field(default_factory=list)
    # There already, exactly so.
    kept: list[str] = field(default_factory=list)
    # Not installed because the company has set this up in its own way.
    left_out: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {
            "made": len(self.made),
            "kept": len(self.kept),
            "left_out": len(self.left_out),
        }
        return (
            _("%(made)d made, %(kept)d there already, %(left_out)d left as the company has it")
            % counts
        )


@dataclass(frozen=True, slots=True)
class Preset:
    """A set-up: its name, what users call it, what it makes, and the function that makes it."""

    name: str
    label: Text
    makes: Text
    install: Callable[[Company, Person], PresetReport]


class _DryRun(Exception):
    """Rolls back what a dry run has made."""


_presets: dict[str, Preset] = {}


def register_preset(preset: Preset) -> None:
    """Offer a preset; the same name again replaces it."""
    _presets[preset.name] = preset


def all_presets() -> list[Preset]:
    """Every preset, by name."""
    return [_presets[name] for name in sorted(_presets)]


def load_preset(
    name: str, *, company: Company, by: Person = None, dry_run: bool = False
) -> PresetReport:
    """Install a preset, all of it or nothing; running it twice changes nothing.

    `dry_run` only tells what would be made. Raises RuleError for an unknown name, and what the
    services raise.
    """
    preset = _presets.get(name)
    if preset is None:
        raise RuleError(
            _("There is no preset “%(name)s”. There are: %(names)s.")
            % {"name": name, "names": ", ".join(sorted(_presets))}
        )
    report = PresetReport()
    try:
        with write():
            report = preset.install(company, by)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def read_rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a preset's data."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
