"""How entries are read: numbers as people type them, choices by searching, errors in place."""

from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from numbering.exceptions import NumberTaken, SeriesBusy
from numbering.pages.forms import AmountField, add_domain_error
from numbering.pages.pickers import PickerField, preload
from orders.models import Party
from tests.factories import PartyFactory


class EntryForm(forms.Form):
    number = forms.CharField(required=False)
    amount = AmountField(required=False, label="Amount", help_text="What it costs.")


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "1234.5", "1234.5"),
        ("en", "1,234.50", "1234.50"),
        ("en", "1,234", "1234"),
        ("en", "12,5", "12.5"),
        ("de", "1.234,50", "1234.50"),
        ("de", "1.234", "1234"),
        ("da", "12.5", "12.5"),
        ("sv", "1\u00a0234,5", "1234.5"),
        ("sv", "1.234", "1.234"),
        ("fi", "-3,25", "-3.25"),
        ("en", "\u22123", "-3"),
        ("de", "1'000,5", "1000.5"),
    ],
)
def test_amounts_are_read_as_they_are_typed(language, typed, expected):
    with translation.override(language):
        assert AmountField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize("typed", ["x", "1,2,3,4", "1e5", "NaN", "Infinity", "1..2", "--1", "1 a"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        AmountField().clean(typed)


def test_an_amount_is_shown_as_it_would_be_typed():
    with translation.override("de"):
        assert AmountField().prepare_value(Decimal("12.5000")) == "12,5"
        assert AmountField().prepare_value(Decimal("100.00")) == "100"


def test_a_rule_of_the_domain_appears_at_its_field():
    form = EntryForm({"number": "7"})
    add_domain_error(form, NumberTaken("7 is taken: type another one."))
    add_domain_error(form, SeriesBusy("Try again."))
    assert form.errors["number"] == ["7 is taken: type another one."]
    assert form.non_field_errors() == ["Try again."]


def test_a_rule_about_a_field_that_is_not_shown_concerns_the_whole_form():
    form = EntryForm({})
    add_domain_error(form, NumberTaken("Taken.", field="typed_number"))
    assert form.non_field_errors() == ["Taken."]


def test_an_error_is_tied_to_its_field_and_linked_from_the_top():
    form = EntryForm({"amount": "x"})
    template = Template("{% load ui %}{% error_summary form %}{% field form.amount %}")
    page = template.render(Context({"form": form}))
    assert '<a href="#id_amount">Amount</a>: Enter a number.' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in page
    assert 'id="id_amount_error"' in page
    assert 'id="id_amount_helptext"' in page


def test_errors_of_lines_say_which_line():
    lines = forms.formset_factory(EntryForm, extra=0, can_delete=True)(
        {
            "lines-TOTAL_FORMS": "3",
            "lines-INITIAL_FORMS": "0",
            "lines-0-amount": "1",
            "lines-1-amount": "x",
            "lines-2-amount": "x",
            "lines-2-DELETE": "on",
        },
        prefix="lines",
    )
    page = Template("{% load ui %}{% error_summary lines %}").render(Context({"lines": lines}))
    assert '<a href="#id_lines-1-amount">Line 2, Amount</a>' in page
    assert "Line 3" not in page


class PickForm(forms.Form):
    party = PickerField(
        Party.objects.none(),
        url_name="start",
        number_path="customer_number__text",
        describe=lambda party: f"{party.customer_number.text} {party.name}",
    )

    def __init__(self, data, company):
        super().__init__(data)
        rows = Party.objects.filter(company=company).select_related("customer_number")
        self.fields["party"].queryset = rows


@pytest.fixture
def party(company, clerk):
    return PartyFactory(company=company, by=clerk, name="Holm & Co")


@pytest.mark.parametrize(
    "typed",
    [
        {"party": "{pk}", "party_text": "anything"},
        {"party": "", "party_text": "{number}"},
        {"party": "", "party_text": "{number} Holm & Co"},
    ],
)
def test_a_row_is_found_by_picking_or_by_its_number(company, party, typed):
    number = party.customer_number.text
    data = {name: text.format(pk=party.pk, number=number) for name, text in typed.items()}
    form = PickForm(data, company)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["party"] == party


@pytest.mark.parametrize(
    "typed", [{"party": "x"}, {"party": "9" * 30}, {"party_text": "Nobody"}, {"party_text": "\x00"}]
)
def test_what_is_not_found_is_said_and_stays_typed(company, party, typed):
    form = PickForm(QueryDict("", mutable=True) | typed, company)
    assert not form.is_valid()
    assert typed.get("party_text", "").replace("\x00", "") in str(form["party"])


def test_a_row_of_another_company_is_not_found(company, outsider, party):
    foreign = PartyFactory(company=outsider.memberships.get().company, by=outsider)
    assert not PickForm({"party": str(foreign.pk)}, company).is_valid()


def test_texts_of_many_lines_cost_one_query(company, party, django_assert_num_queries):
    lines = [PickForm({"party": str(party.pk)}, company) for _ in range(5)]
    with django_assert_num_queries(1):
        preload(lines, "party")
        assert all(line.is_valid() for line in lines)
        page = "".join(str(line["party"]) for line in lines)
    assert page.count("Holm &amp; Co") == 5
