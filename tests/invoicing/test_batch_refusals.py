"""One bad draft of a batch neither stops the others nor leaves a hole in their numbers."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from invoicing.exceptions import ReferenceTooLong
from invoicing.models import Invoice
from invoicing.services import freezing
from invoicing.services.drafts import discard_draft
from invoicing.services.issue import issue_invoice
from numbering.exceptions import SeriesExhausted
from numbering.models import Company, IssuedNumber, SeriesAccess
from numbering.services import assign_series, create_series, draw, save_line, save_series
from numbering.transactions import write
from tests.factories import DAY, InvoiceFactory, OrderFactory, PaymentTermsFactory
from tests.invoicing.batches import (
    cut_to,
    draft,
    drawn,
    numbers,
    reasons,
    series_of_type,
    together,
)
from tests.invoicing.test_issue import change_type


@pytest.fixture
def drafts(company: Company, clerk: User) -> list[Invoice]:
    """Five drafts of one day."""
    return [draft(company, clerk) for _ in range(5)]


def test_what_was_issued_or_thrown_away_meanwhile_is_told(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    issue_invoice(invoice=drafts[1], by=clerk)
    discard_draft(invoice=drafts[3], by=clerk)
    result = together(drafts, clerk)
    assert reasons(result) == {drafts[1].pk: "AlreadyIssued", drafts[3].pk: "DraftGone"}
    assert "99001 is issued" in str(result.refusals[0].error)
    assert numbers([drafts[0], drafts[2], drafts[4]]) == ["99002", "99003", "99004"]


def test_a_draft_of_another_company_is_not_found(
    company: Company, clerk: User, outsider: User, drafts: list[Invoice]
) -> None:
    foreign = draft(Company.objects.get(code="OTHER"), outsider)
    result = together([drafts[0], foreign], clerk)
    assert reasons(result) == {foreign.pk: "DraftGone"}
    assert Invoice.objects.get(pk=foreign.pk).number is None


def test_a_draft_without_lines_stays(company: Company, clerk: User, drafts: list[Invoice]) -> None:
    drafts[0].lines.all().delete()
    result = together(drafts, clerk)
    assert reasons(result) == {drafts[0].pk: "NothingToInvoice"}
    assert numbers(drafts) == ["", "99001", "99002", "99003", "99004"]


def test_a_type_without_a_series_stops_only_its_own(
    company: Company, administrator: User, clerk: User, drafts: list[Invoice]
) -> None:
    other = draft(company, clerk, slot=2)
    change_type(company, administrator, 2, invoice_from="", invoice_to="", invoice_next="")
    result = together([other, *drafts], clerk)
    assert reasons(result) == {other.pk: "SeriesNotAssigned"}
    assert drawn(company) == ["99001", "99002", "99003", "99004", "99005"]


def test_a_blocked_series_stops_only_its_own(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    other = draft(company, clerk, slot=2)
    series = series_of_type(company, 2)
    series.blocked = True
    save_series(series)
    assert reasons(together([other, *drafts], clerk)) == {other.pk: "SeriesBlocked"}
    assert len(drawn(company)) == 5


def test_cash_notes_wait_for_a_series_of_their_own(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    company.certified_control_unit = True
    company.save()
    cash = PaymentTermsFactory(company=company, is_cash=True)
    note = draft(company, clerk, payment_terms=cash)
    result = together([note, *drafts], clerk)
    assert reasons(result) == {note.pk: "SeriesNotAssigned"}
    assert "control unit" in str(result.refusals[0].error)


def test_a_series_that_runs_out_numbers_the_first_of_them(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    """Worked example: five drafts, three numbers left: the last two by date, then entry, wait."""
    cut_to(series_of_type(company), 99003)
    late = draft(company, clerk, days=1)
    result = together([late, *drafts], clerk)
    assert reasons(result) == dict.fromkeys(
        (one.pk for one in (drafts[3], drafts[4], late)), "SeriesExhausted"
    )
    assert numbers([*drafts, late]) == ["99001", "99002", "99003", "", "", ""]
    assert drawn(company) == ["99001", "99002", "99003"]
    cut_to(series_of_type(company), 99999)
    together([drafts[3], drafts[4], late], clerk)
    assert numbers([*drafts, late])[3:] == ["99004", "99005", "99006"]


def test_dates_before_the_last_one_drawn_wait_where_the_series_goes_by_date(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    series = series_of_type(company)
    series.date_order = True
    save_series(series)
    with write():
        draw(series, on=DAY, by=clerk)
    early, late = draft(company, clerk, days=-1), draft(company, clerk, days=2)
    result = together([late, early, *drafts], clerk)
    assert reasons(result) == {early.pk: "DateOrderViolation"}
    assert numbers([*drafts, late]) == [f"9900{n}" for n in range(2, 8)]


def test_a_series_reserved_for_others_is_told(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    group = Group.objects.create(name="Treasury")
    SeriesAccess.objects.create(series=series_of_type(company), group=group, may_draw=True)
    other = draft(company, clerk, slot=2)
    result = together([other, *drafts], clerk)
    assert set(reasons(result).values()) == {"SeriesForbidden"}
    assert numbers([other]) == ["90001"]


def test_without_a_voucher_number_no_number_is_spent(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    """The vouchers run out: who gets none leaves its invoice number to nobody, and no hole."""
    vouchers = create_series(company, "VOUCHER", register="voucher", start="1", end="2")
    assign_series(company, "voucher", vouchers)
    result = together(drafts, clerk)
    assert [one.pk for one in result.issued] == [one.pk for one in drafts[:2]]
    assert drawn(company) == ["99001", "99002"]
    assert IssuedNumber.objects.filter(register="voucher").count() == 2


def test_a_number_without_room_in_its_reference_is_left_to_another(
    company: Company, clerk: User, drafts: list[Invoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the drawn number tells that a reference has no room: all of it is drawn once more."""
    drawn_for: list[str] = []

    def made(invoice: Invoice) -> None:
        drawn_for.append(str(invoice.number))
        if invoice.pk == drafts[1].pk:
            raise ReferenceTooLong("no room")

    monkeypatch.setattr(Invoice, "numbers_drawn", made)
    result = together(drafts, clerk)
    assert reasons(result) == {drafts[1].pk: "ReferenceTooLong"}
    assert numbers(drafts) == ["99001", "", "99002", "99003", "99004"]
    assert drawn(company) == ["99001", "99002", "99003", "99004"]
    assert len(drawn_for) == 5 + 4


def test_a_refused_draft_is_stored_as_it_was(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    cut_to(series_of_type(company), 99004)
    rate = drafts[4].lines.get().order_line.tax_rate
    rate.percent = 12
    rate.save()
    before = _whole(drafts[4])
    together(drafts, clerk)
    assert _whole(drafts[4]) == before
    assert Invoice.objects.get(pk=drafts[0].pk).tax == 120


def test_where_none_can_be_issued_all_are_told(
    company: Company, clerk: User, drafts: list[Invoice]
) -> None:
    for line in series_of_type(company).lines.all():
        line.blocked = True
        save_line(line)
    result = together(drafts, clerk)
    assert (result.issued, len(result.refusals)) == ([], 5)
    assert drawn(company) == []


def test_a_draft_alone_is_told_as_when_it_is_issued_by_itself(
    company: Company, administrator: User, clerk: User
) -> None:
    InvoiceFactory(order=OrderFactory(company=company, by=clerk), by=clerk)
    cut_to(series_of_type(company), 99001)
    one = draft(company, clerk)
    with pytest.raises(SeriesExhausted) as alone:
        issue_invoice(invoice=one, by=clerk)
    (refusal,) = together([one], clerk).refusals
    assert (type(refusal.error), str(refusal.error)) == (type(alone.value), str(alone.value))


def test_an_error_of_ours_takes_everything_back(
    company: Company, clerk: User, drafts: list[Invoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(freezing, "_store_heads", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        together(drafts, clerk)
    assert drawn(company) == []
    assert Invoice.objects.drafts().count() == 5


def _whole(invoice: Invoice) -> list[list[dict[str, object]]]:
    found = Invoice.objects.get(pk=invoice.pk)
    heads = Invoice.objects.filter(pk=invoice.pk).values()
    return [list(heads), list(found.lines.values()), list(found.taxes.values())]
