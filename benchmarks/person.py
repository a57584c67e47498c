"""A process in which one person opens pages and saves orders whenever it is told to.

Reads lines of JSON: first who, then ["open", address, times] or ["save", lines]. Answers each with
a line of JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

_WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)\"?")
_DAY = date(2026, 11, 20)


def main() -> None:
    """Log in, then do what each line asks until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    person = Person(json.loads(sys.stdin.readline()))
    doings: dict[str, Callable[..., dict[str, Any]]] = {"open": person.opens, "save": person.saves}
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        doing, *facts = json.loads(line)
        print(json.dumps(doings[doing](*facts)), flush=True)


class Person:
    """Somebody who is logged in."""

    def __init__(self, username: str) -> None:
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.test import Client

        # As in earnest: DEBUG keeps every statement.
        settings.DEBUG = False
        settings.ALLOWED_HOSTS = ["testserver"]
        self.user = User.objects.get(username=username)
        self.client = Client()
        self.client.force_login(self.user)

    def opens(self, address: str, times: int) -> dict[str, Any]:
        """Open a page some times: the seconds of each, the statements and rows of one more."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        seconds = []
        for _time in range(times):
            begun = time.perf_counter()
            self.client.get(address)
            seconds.append(time.perf_counter() - begun)
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(address)
        page = response.content.decode()
        links = re.findall(r'href="([^"]+)"\s+rel="(\w+)"', page)
        return {
            "status": response.status_code,
            "seconds": seconds,
            "statements": len(queries),
            "rows": page.count("<tr data-href"),
            "links": {rel: link.replace("&amp;", "&") for link, rel in links},
        }

    def saves(self, count: int) -> dict[str, Any]:
        """Save a new order with so many lines as the entry page does, its rows fetched anew.

        Every statement counts, BEGIN, SAVEPOINT and COMMIT as well.
        """
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from orders.entries import LineData, OrderData
        from orders.models import Item, OrderType, Party
        from orders.services.orders import save_order

        company = self.user.memberships.select_related("company").get().company
        types = OrderType.objects.of(company).for_orders()
        order_type = types.select_related("order_series", "stock_location")[0]
        order_type.company = company
        items = list(Item.objects.of(company).select_related("tax_rate").order_by("pk")[:3])
        lines = [
            LineData(
                item=items[index % 3],
                text=items[index % 3].text,
                quantity=1,
                price=items[index % 3].price,
                tax_rate=items[index % 3].tax_rate,
            )
            for index in range(count)
        ]
        party = Party.objects.of(company).order_by("pk")[0]
        data = OrderData(order_type=order_type, party=party, date=_DAY)
        with CaptureQueriesContext(connection) as queries:
            save_order(company=company, by=self.user, data=data, lines=lines)
        sent = [query["sql"] for query in queries.captured_queries]
        tables = {table for sql in sent for table in _WRITTEN.findall(sql)}
        return {"statements": len(sent), "tables": sorted(tables)}


if __name__ == "__main__":
    main()
