"""Making the next document of a chain: how much of each line, and what the new one needs."""

from __future__ import annotations

from typing import Any

from numbering.models import Company
from orders.forms.fields import DateField, LocationField, NumberTextField
from orders.forms.orders import OrderTypeField
from orders.forms.quantities import QuantitiesForm
from orders.models import OrderType, StockLocation
from orders.tradekinds import ORDER, Target, TradeKind


class ConvertForm(QuantitiesForm):
    """Quantities and date; the order type of an order, the stock location where goods move."""

    date = DateField()
    number = NumberTextField()
    order_type = OrderTypeField()
    stock_location = LocationField()

    def __init__(
        self,
        *args: Any,
        company: Company,
        into: Target,
        usual_location: StockLocation | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if into.code == ORDER:
            self.order_types.offer_of(company)
        else:
            del self.fields["order_type"]
        location = self.fields["stock_location"]
        assert isinstance(location, LocationField)
        if isinstance(into, TradeKind) and into.moves:
            location.offer_of(company, usual_location)
        else:
            del self.fields["stock_location"]

    @property
    def order_types(self) -> OrderTypeField:
        """The field of the order type."""
        field = self.fields["order_type"]
        assert isinstance(field, OrderTypeField)
        return field

    @property
    def picked_type(self) -> OrderType | None:
        """The order type chosen at the moment, on a form that may be wrong elsewhere."""
        chosen: OrderType | None = self.order_types.picked(self["order_type"].value())
        return chosen if chosen is not None or self.is_bound else self.order_types.first
