"""The public interface of the numbering engine: the verbs of docs/numbering.md."""

from numbering.services.claiming import claim
from numbering.services.completeness import CompletenessReport, completeness
from numbering.services.counters import set_next_number
from numbering.services.drawing import draw, draw_many, numbers_left, peek, preview
from numbering.services.dryrun import DryRunAnswer, dry_run, usual_dates
from numbering.services.entry import NumberEntry, number_entry
from numbering.services.holding import give_back_expired, release, reserve, use, void
from numbering.services.lines import add_line, delete_line, save_line
from numbering.services.lookup import assign_series, find_series, pickable_series, series_for
from numbering.services.measuring import PolicyCost, measure_policies
from numbering.services.nextyear import Proposal, propose_next_year, save_next_year
from numbering.services.relations import set_relations
from numbering.services.series import create_series, delete_series, save_series
from numbering.services.turns import hold

__all__ = [
    "CompletenessReport",
    "DryRunAnswer",
    "NumberEntry",
    "PolicyCost",
    "Proposal",
    "add_line",
    "assign_series",
    "claim",
    "completeness",
    "create_series",
    "delete_line",
    "delete_series",
    "draw",
    "draw_many",
    "dry_run",
    "find_series",
    "give_back_expired",
    "hold",
    "measure_policies",
    "number_entry",
    "numbers_left",
    "peek",
    "pickable_series",
    "preview",
    "propose_next_year",
    "release",
    "reserve",
    "save_line",
    "save_next_year",
    "save_series",
    "series_for",
    "set_next_number",
    "set_relations",
    "use",
    "usual_dates",
    "void",
]
