"""Set-ups of order types."""

from numbering.presets import register_preset
from orders.presets.winbas import WINBAS


def register() -> None:
    """Offer them by name."""
    register_preset(WINBAS)
