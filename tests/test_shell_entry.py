"""Entry by keyboard, in a real browser: grid, live totals, search as you type, confirmations."""

import json
import re
from decimal import Decimal

import pytest
from django import forms
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from orders.totals import FrozenRate, line_amount, totals_of
from tests.plugins.patience import hurry

PERCENTS = {"1": "25.00", "2": "12.00", "3": "6.00"}
RATES = {key: FrozenRate(key, key, Decimal(percent)) for key, percent in PERCENTS.items()}
sent: list[dict[str, list[str]]] = []


class LineForm(forms.Form):
    text = forms.CharField(required=False)
    quantity = forms.CharField(required=False)
    price = forms.CharField(required=False)
    tax_rate = forms.ChoiceField(choices=[(key, key) for key in PERCENTS])
    side = forms.ChoiceField(choices=[("debit", "debit"), ("credit", "credit")])


LineFormSet = forms.formset_factory(LineForm, extra=2)

ROW = """<tr data-line>
  <td class="position" data-position></td>
  <td>{% cell line.text %}</td>
  <td>{% cell line.quantity data_quantity="" %}</td>
  <td>{% cell line.price data_price="" %}</td>
  <td>{% cell line.tax_rate data_tax="" %}</td>
  <td>{% cell line.side data_side="" %}</td>
  <td class="sum" data-amount></td>
  <td><button type="button" class="line-remove" data-remove-line tabindex="-1">Remove</button>
    <input type="hidden" name="{{ line.prefix }}-DELETE"></td>
</tr>"""
PAGE = (
    """{% extends "base.html" %}{% load ui %}{% block content %}
<form method="post" data-main class="entry">{% csrf_token %}
  <span class="picker" data-picker="/found/" id="party">
    <input type="hidden" name="party"><input type="text" name="party_text" role="combobox"
      aria-label="Customer" data-picker-text></span>
  <input name="note" data-fill="note" aria-label="Note">
  {{ lines.management_form }}
  <table class="grid" data-grid data-prefix="lines" data-percents="{{ percents }}">
    <tbody data-lines>{% for line in lines %}"""
    + ROW
    + """{% endfor %}</tbody>
  </table>
  <template data-line-template>{% with line=lines.empty_form %}"""
    + ROW
    + """{% endwith %}</template>
  <button type="button" data-add-line>Add line</button>
  {% include "ui/totals.html" %}
  <div class="savebar"><button class="btn btn-main" data-save>Save</button></div>
</form>
<form method="post" action="/entry/?issue" data-confirm="Issue invoice 7? It cannot be changed."
      data-confirm-yes="Issue it">{% csrf_token %}<button>Issue</button></form>
<a href="/away/" data-key="n">New</a>
{% endblock %}"""
)


def entry(request):
    if request.method == "POST":
        sent.append(dict(request.POST.lists()) | {"path": [request.get_full_path()]})
    context = {"lines": LineFormSet(prefix="lines"), "percents": json.dumps(PERCENTS)}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def found(request):
    words = request.GET["q"]
    rows = [
        {"id": 7, "number": "1007", "name": "Holm <b>& Co", "note": "Lund", "fill": {"note": "Hi"}},
        {"id": 8, "number": "1008", "name": "Holm Two"},
    ]
    return JsonResponse([row for row in rows if words.lower() in row["name"].lower()], safe=False)


urlpatterns = [
    path("entry/", entry),
    path("found/", found),
    path("away/", lambda request: HttpResponse("away")),
    path("", include("config.urls")),
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls(__name__),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(browser, live_server, client, clerk):
    """The entry page, opened by a clerk."""
    sent.clear()
    client.force_login(clerk)
    cookie = client.cookies["sessionid"].value
    browser.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    browser.goto("/entry/")
    return browser


def focused(page) -> str:
    return page.evaluate("document.activeElement.name || ''")


def fill_line(page, line: int, quantity: str, price: str, *choices: str) -> None:
    """`choices`: tax rate and side."""
    page.fill(f"[name=lines-{line}-quantity]", quantity)
    page.fill(f"[name=lines-{line}-price]", price)
    for name, choice in zip(("tax_rate", "side"), choices, strict=False):
        page.select_option(f"[name=lines-{line}-{name}]", choice)


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_enter_goes_from_cell_to_cell_and_makes_a_line_at_the_end(page):
    page.focus("[name=lines-0-text]")
    names = []
    for _ in range(10):
        page.keyboard.press("Enter")
        names.append(focused(page))
    assert names[0] == "lines-0-quantity"
    assert names[4] == "lines-1-text"
    assert names[9] == "lines-2-text"
    assert page.input_value("[name=lines-TOTAL_FORMS]") == "3"
    assert page.locator("[data-position]").all_inner_texts() == ["1", "2", "3"]
    page.keyboard.press("ArrowUp")
    assert focused(page) == "lines-1-text"
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "lines-1-text"


def test_alt_n_adds_a_line_and_alt_delete_takes_it_away(page):
    page.focus("[name=lines-0-text]")
    page.keyboard.press("Alt+n")
    assert focused(page) == "lines-2-text"
    page.keyboard.press("Alt+Delete")
    assert focused(page) == "lines-1-text"
    assert page.input_value("[name=lines-2-DELETE]") == "on"
    assert page.locator("[data-line]:visible").count() == 2


def test_totals_are_those_of_the_server_while_typing(page):
    lines = [
        ("3", "0.335", "1", "debit"),
        ("1", "10.01", "2", "debit"),
        ("1", "10.03", "2", "debit"),
        ("2.5", "1,234.50", "3", "debit"),
        ("1", "0.5", "1", "credit"),
        ("0.333", "33.3333", "2", "credit"),
    ]
    for number, line in enumerate(lines):
        if number > 1:
            page.click("[data-add-line]")
        fill_line(page, number, *line)
    expected = totals_of(
        (RATES[tax], line_amount(amount(quantity), amount(price), side))
        for quantity, price, tax, side in lines
    )
    assert amount(page.inner_text("[data-net]")) == expected.net
    assert amount(page.inner_text("[data-gross]")) == expected.gross
    taxes = page.locator("[data-rate-tax]").all_inner_texts()
    assert [amount(tax) for tax in taxes] == [row.tax for row in expected.taxes]
    assert page.locator("[data-amount]").first.inner_text() == "1.01"


def test_a_half_cent_goes_away_from_zero_as_on_the_server(page):
    fill_line(page, 0, "1", "0.005", "1", "credit")
    assert page.locator("[data-amount]").first.inner_text() == "-0.01"
    fill_line(page, 0, "nonsense", "1")
    assert page.locator("[data-amount]").first.inner_text() == ""


def test_search_as_you_type_by_keyboard(page):
    page.type("[data-picker-text]", "holm")
    page.wait_for_selector(".picker-list li[role=option]")
    assert page.inner_text(".picker-list li >> nth=0") == "1007\nHolm <b>& Co\nLund"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("[name=party]") == "7"
    assert page.input_value("[data-picker-text]") == "1007 Holm <b>& Co"
    assert page.input_value("[name=note]") == "Hi"
    assert sent == []


def test_search_as_you_type_with_the_mouse_and_clearing(page):
    page.type("[data-picker-text]", "two")
    page.click(".picker-list li[role=option]")
    assert page.input_value("[name=party]") == "8"
    page.fill("[data-picker-text]", "")
    assert page.input_value("[name=party]") == ""


def test_ctrl_s_saves_once(page):
    page.fill("[name=lines-0-text]", "Oak")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert [fields["lines-0-text"] for fields in sent] == [["Oak"]]


def test_no_key_is_lost_while_the_page_still_loads(page):
    """An early Enter would else send the order, and Ctrl+S would be the browser's own."""
    held = []
    # What comes before the end of the page never comes.
    page.route("**/htmx.min.js", lambda route: held.append(route.request.url))
    hurry(page)
    page.goto("/entry/", wait_until="commit")
    page.fill("[name=lines-0-text]", "Oak")
    page.keyboard.press("Enter")
    assert focused(page) == "lines-0-quantity"
    assert sent == []
    with page.expect_navigation(wait_until="commit"):
        page.keyboard.press("Control+s")
    assert [fields["lines-0-text"] for fields in sent] == [["Oak"]]
    assert held


def test_a_step_that_cannot_be_undone_asks_once_in_words(page):
    page.click("text=Issue")
    dialog = page.locator("dialog[open]")
    assert "Issue invoice 7? It cannot be changed." in dialog.inner_text()
    page.keyboard.press("Escape")
    assert sent == []
    page.click("text=Issue")
    with page.expect_navigation():
        dialog.get_by_text("Issue it").click()
    assert [fields["path"] for fields in sent] == [["/entry/?issue"]]


def test_leaving_with_something_typed_is_asked_about(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("[name=lines-0-text]", "Oak")
    page.focus("[data-add-line]")
    page.keyboard.press("n")
    page.wait_for_url(re.compile("/away/"))
    assert asked == ["beforeunload"]


def test_shortcuts_are_silent_while_somebody_types(page):
    page.focus("[name=note]")
    page.keyboard.type("n/n")
    assert page.input_value("[name=note]") == "n/n"
    assert page.url.endswith("/entry/")
