"""Set-ups as the systems that people come from have them: `load_preset("keybalance", …)`."""

from numbering.presets.keybalance import KEYBALANCE
from numbering.presets.registry import (
    Preset,
    PresetReport,
    all_presets,
    load_preset,
    register_preset,
)

register_preset(KEYBALANCE)

__all__ = ["Preset", "PresetReport", "all_presets", "load_preset", "register_preset"]
