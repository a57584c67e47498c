"""History of the settings: who, what, when, from which value to which."""

import re

import pytest
from django.test import Client

from numbering.models import Membership
from numbering.pages.changes import of_company, read_changes, tracked_models
from numbering.services import create_series, save_line, save_series
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
URL = "/numbers/history/"


@pytest.fixture
def series(company, administrator):
    series = create_series(company, "CASE", register="case", start="C1", end="C99")
    series.description = "Support cases"
    save_series(series, by=administrator)
    line = series.lines.get()
    line.last_number = 500
    save_line(line, by=administrator)
    return series


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_change_is_told_with_who_and_old_and_new(client: Client, auditor, series):
    client.force_login(auditor)
    page = text(client.get(URL))
    assert "Anna Berg Number series CASE · Support cases Text: empty → Support cases" in page
    assert "Anna Berg Series line CASE · Support cases › C1–C500 Last number: 99 → 500" in page


@pytest.mark.parametrize(
    ("persona", "status"), [("administrator", 200), ("auditor", 200), ("clerk", 403)]
)
def test_it_is_for_administrators_and_auditors(client, request, series, persona, status):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(URL).status_code == status


def test_only_administrators_are_led_to_the_settings(client, administrator, auditor, series):
    target = f'href="{series.get_absolute_url()}"'.encode()
    client.force_login(administrator)
    assert target in client.get(URL).content
    client.force_login(auditor)
    assert target not in client.get(URL).content


def test_what_belongs_to_other_companies_is_not_told(client, auditor, series):
    other = CompanyFactory(code="SECRET")
    create_series(other, "HIDDEN", register="case", start="H1")
    client.force_login(auditor)
    page = text(client.get(URL, {"what": "numbering.numberseries"}))
    assert "CASE" in page
    assert "HIDDEN" not in page
    changes = read_changes(other, size=200).changes
    assert changes
    assert not any("CASE" in change.object_text for change in changes)


def test_deleting_is_told_and_what_was_deleted_stays(company, administrator, clerk):
    Membership.objects.get(user=clerk).delete()
    newest = read_changes(company, only="numbering.membership").changes[0]
    assert (newest.verb, newest.object_text) == ("deleted", "Karl Berg")


def test_every_model_with_a_history_is_told_for_its_company(company):
    labels = {one.label for one in tracked_models()}
    assert {"numbering.company", "numbering.seriesline", "orders.ordertype"} <= labels
    lost = [one.label for one in tracked_models() if of_company(one, company) is None]
    assert lost == []


def test_filter_by_kind_of_setting(client, auditor, series):
    client.force_login(auditor)
    page = text(client.get(URL, {"what": "numbering.seriesline"}))
    assert "Last number: 99 → 500" in page
    assert "Text: empty" not in page


def test_filter_by_date(client, auditor, series):
    client.force_login(auditor)
    assert "Nothing was changed that matches." in text(client.get(URL, {"date_to": "2020-01-01"}))


def test_a_filter_that_cannot_be_understood_is_left_out(client, auditor, series):
    client.force_login(auditor)
    page = text(client.get(URL, {"what": "no.such"}))
    assert "This filter is left out." in page
    assert "Last number: 99 → 500" in page


def test_filter_by_person(client, auditor, administrator, series):
    client.force_login(auditor)
    page = text(client.get(URL, {"person": administrator.pk}))
    assert "Last number: 99 → 500" in page
    assert "the program" not in page


def test_pages_hold_all_changes_once_forwards_and_back(company, administrator, series):
    everything = read_changes(company, size=500).changes
    seen, page = [], read_changes(company, size=4)
    pages = [page]
    while True:
        seen += page.changes
        if not page.older:
            break
        page = read_changes(company, size=4, after=page.older)
        pages.append(page)
    assert seen == everything
    assert read_changes(company, size=4, before=page.newer).changes == pages[-2].changes
    assert pages[0].newer == ""


def test_a_made_up_cursor_shows_the_first_page(client, auditor, series):
    client.force_login(auditor)
    assert "Last number: 99 → 500" in text(client.get(URL, {"after": "made:up"}))


def test_the_number_of_queries_does_not_depend_on_the_rows(
    company, administrator, series, django_assert_max_num_queries
):
    models = len(tracked_models())
    with django_assert_max_num_queries(2 * models + 12) as few:
        read_changes(company, size=3)
    with django_assert_max_num_queries(2 * models + 12) as many:
        read_changes(company, size=60)
    assert len(many) - len(few) <= models


def test_the_changes_of_one_object_alone(client, auditor, series, company):
    other = create_series(company, "OTHER", register="sales_quote", start="O1")
    client.force_login(auditor)
    page = client.get(URL).content.decode()
    place = f"numbering.numberseries:{series.pk}"
    assert f"?object={place.replace(':', '%3A')}" in page
    told = text(client.get(URL, {"object": place}))
    assert "Text: empty → Support cases" in told
    assert other.code not in told
    assert "only this setting" in told
    assert other.code in text(client.get(URL, {"object": f"numbering.numberseries:{other.pk}"}))


@pytest.mark.parametrize(
    "nonsense", ["x", "numbering.numberseries:", "no.model:1", "a.b:" + "9" * 30]
)
def test_an_object_that_is_none(client, auditor, series, nonsense):
    client.force_login(auditor)
    assert client.get(URL, {"object": nonsense}).status_code == 200
