"""Set-ups as the systems that people come from have them: `load_preset("keybalance", …)`."""

from numbering.presets.business_central import BUSINESS_CENTRAL
from numbering.presets.easywinart import EASYWINART
from numbering.presets.keybalance import KEYBALANCE
from numbering.presets.offer_cube import OFFER_CUBE, OFFER_CUBE_EXAMPLE
from numbering.presets.registry import (
    Preset,
    PresetReport,
    all_presets,
    load_preset,
    register_preset,
)

for _preset in (KEYBALANCE, BUSINESS_CENTRAL, EASYWINART, OFFER_CUBE, OFFER_CUBE_EXAMPLE):
    register_preset(_preset)

__all__ = ["Preset", "PresetReport", "all_presets", "load_preset", "register_preset"]
