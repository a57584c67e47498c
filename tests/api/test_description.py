"""The description of the API: committed, true, readable without a network."""

from __future__ import annotations

import json
import re
import runpy
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.api.docs import groups
from config.api.openapi import as_text
from config.api.root import api
from invoicing.models import Invoice
from numbering.services import assign_series, create_series
from tests.factories import ItemFactory

DOCS = Path(settings.BASE_DIR) / "docs" / "api"


def test_the_committed_description_is_what_the_api_says():
    assert (DOCS / "openapi.json").read_text() == as_text(api.get_openapi_schema()), (
        "run script/openapi"
    )


def test_the_description_is_openapi_3_1_and_is_handed_out(db):
    said = Client().get("/api/v1/openapi.json").json()

    assert said["openapi"] == "3.1.0"
    assert "/api/v1/orders" in said["paths"]


def test_the_page_works_offline_and_says_all(db):
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()

    assert answer.status_code == 200
    for methods in api.get_openapi_schema()["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style| style=| onclick=", page)


@pytest.mark.django_db(transaction=True)
def test_the_example_client_sells_something(company, shop, live_server, capsys, monkeypatch):
    client = str(DOCS / "client.py")
    monkeypatch.setattr(sys, "argv", [client, live_server.url, shop.secret, "WEB-1"])

    runpy.run_path(client, run_name="__main__")
    first = capsys.readouterr().out
    runpy.run_path(client, run_name="__main__")

    # Sent again, as after a crash, nothing is done twice.
    assert capsys.readouterr().out == first
    assert "Order 00001 of WEB-1" in first
    assert Invoice.objects.get().gross == Invoice.objects.get().net * 125 / 100


def test_the_examples_on_the_page_are_taken_as_they_stand(company, shop, chairs):
    ItemFactory(company=company, typed_number="1001")
    series = create_series(company, "CASE", register="case", start="C-001")
    assign_series(company, "case", series)
    said = {one.id: one.example for group in groups().values() for one in group}

    order = shop.write("/orders", json.loads(said["create_order"]))
    number = shop.write("/numbers/draw", json.loads(said["draw_number"]))

    assert (order["net"], number["number"]) == ("239.00", "C-001")
