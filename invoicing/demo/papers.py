"""What the demo company needs for its other papers: their series, suppliers, departments."""

from __future__ import annotations

from invoicing.demo.master import Demo, add_setting, make_parties, make_series
from invoicing.demo.names import PROSPECTS, SERIES, SUPPLIERS
from numbering.models import Department
from numbering.services import assign_series, create_series
from orders.models import OrderType
from orders.services.order_types import save_order_type


def prepare_papers(demo: Demo) -> None:
    """Number every kind of document, and know whom to buy from."""
    company, by = demo.company, demo.administrator
    make_series(company, SERIES, by)
    demo.prospects.extend(make_parties(company, demo.clerk, PROSPECTS))
    demo.suppliers.extend(make_parties(company, demo.clerk, SUPPLIERS, is_supplier=True))
    _make_departments(demo)
    # Winbas: service orders are order types 6 and 7; their invoices are in the shared series.
    types = {one.slot: one for one in OrderType.objects.of(company)}
    for slot, first, last in ((6, "60001", "69999"), (7, "70001", "70999")):
        save_order_type(
            company=company,
            by=by,
            slot=slot,
            description=types[slot].description,
            order_from=first,
            order_to=last,
            order_next=first,
            own_invoice_series=False,
            side=types[slot].side,
            stock_location=types[slot].stock_location,
        )


def _make_departments(demo: Demo) -> None:
    """Two departments; the workshop numbers its purchase orders by itself (KeyBalance)."""
    company, by = demo.company, demo.administrator
    workshop = Department(company=company, code="WORKSHOP", name="Workshop")
    office = Department(company=company, code="OFFICE", name="Office")
    for department in (workshop, office):
        add_setting(department, by)
        demo.departments.append(department)
    series = create_series(
        company,
        "PO-WORKSHOP",
        register="purchase_order",
        description="Purchase orders of the workshop",
        start="WS-0001",
        end="WS-9999",
        by=by,
    )
    assign_series(company, "purchase_order", series, department=workshop, by=by)
