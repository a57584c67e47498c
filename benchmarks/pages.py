"""Pages over a million rows against pages over a thousand, and what saving an order sends.

Not among the pages: the register of a person who left years ago. No index leads there, for it
would have to be written by every draw; the page walks back to that person's time.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.bench import ROOT, Bench, environment
from benchmarks.figures import Reading, figure

FILLING = "documents.company"
FEW, MANY, MANY_IN_A_HURRY = 1_000, 1_000_000, 50_000
ROUNDS = 21
# Words of digits and words in capitals are looked for in other ways: the same in either name.
LIKE_ANY = " [0-9]*[a-f][0-9a-f]* AB$"

# "{…}" is looked up in each database; "#next" and "#last" follow the page's links.
PAGES = {
    "auditor": (
        "/orders/",
        "/orders/#next",
        "/orders/#last",
        "/orders/?q=1000500",
        "/orders/?q=1000",
        "/orders/?q={name}",
        "/orders/?q=AB",
        "/orders/?q=nobody",
        "/orders/?state=invoiced",
        "/orders/?type={type}",
        "/orders/?type={old_type}",
        "/orders/?customer={customer}",
        "/orders/?customer={customer}&sort=-gross",
        "/orders/?date_to=2023-12-31",
        "/orders/?date_to=2023-12-31#next",
        "/orders/?sort=date",
        "/orders/?sort=customer",
        "/orders/?sort=-gross#next",
        "/invoices/",
        "/invoices/#next",
        "/invoices/#last",
        "/invoices/?q=4000500",
        "/invoices/?q={name}",
        "/invoices/?type={old_type}",
        "/invoices/?customer={customer}&sort=-gross",
        "/invoices/?date_to=2023-12-31",
        "/numbers/",
        "/numbers/#next",
        "/numbers/#last",
        "/numbers/?q=1000500",
        "/numbers/?q=D-0000",
        "/numbers/?q=nobody",
        "/numbers/?kind=delivery",
        "/numbers/?kind=sales_complaint",
        "/numbers/?kind=register:order",
        "/numbers/?series={series}",
        "/numbers/?series={old_series}",
        "/numbers/?by={person}",
        "/numbers/?date_to=2023-12-31",
        "/numbers/?kind=sales_order&date_to=2023-12-31",
        "/numbers/?sort=document_date",
        "/numbers/?sort=text",
    ),
}
_CUSTOMER = """
    FROM orders_order AS orders
    JOIN orders_party AS party ON party.id = orders.party_id
    JOIN numbering_issuednumber AS number ON number.id = party.customer_number_id
    WHERE party.name ~ '{pattern}'
    GROUP BY number.text, party.name ORDER BY abs(count(*) - {orders}), number.text LIMIT 1"""
# Customers with as many orders as some customer has in either database.
LOOKED_UP = {
    "type": "SELECT id FROM orders_ordertype WHERE slot = 2",
    "old_type": "SELECT id FROM orders_ordertype WHERE slot = 3",
    "series": "SELECT order_series_id FROM orders_ordertype WHERE slot = 1",
    "old_series": "SELECT order_series_id FROM orders_ordertype WHERE slot = 3",
    "person": "SELECT id FROM auth_user WHERE username = 'clerk05'",
    "customer": "SELECT number.text" + _CUSTOMER.format(pattern="", orders=40),
    "name": "SELECT party.name" + _CUSTOMER.format(pattern=LIKE_ANY, orders=18),
}


class Person:
    """A process of its own in which somebody works in one database."""

    def __init__(self, url: str, username: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.person"],
            cwd=ROOT,
            # Static files without collecting them first; the person turns DEBUG itself off.
            env={**environment(url), "DEBUG": "on"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask(username)

    def ask(self, facts: Any) -> Any:
        """Tell, and hear the answer."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(facts), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("A benchmark's person ended early; the error stands above.")
        return json.loads(line)

    def opens(self, address: str, times: int) -> dict[str, Any]:
        """Open a page, or the one that a link of it leads to."""
        address, _, link = address.partition("#")
        if link:
            address = self.ask(["open", address, 0])["links"][link]
        answer: dict[str, Any] = self.ask(["open", address, times])
        return answer


@contextmanager
def at_work(url: str, username: str) -> Iterator[Person]:
    """Somebody who works in a database, until this is over."""
    person = Person(url, username)
    try:
        yield person
    finally:
        assert person.process.stdin
        person.process.stdin.close()
        person.process.wait(timeout=30)


@dataclass(frozen=True, slots=True)
class Page:
    """A page over few rows and over many."""

    address: str
    few: float
    many: float
    same_statements: bool
    faults: list[str]

    @property
    def ratio(self) -> float:
        """How many times as long it takes."""
        return self.many / self.few


@figure(
    "pages",
    title="order list, invoice list and register, 1 million orders: the slowest page",
    against="the same page, 1,000 orders",
    at_most=1.5,
)
def pages(bench: Bench) -> Reading:
    """Each page takes turns with itself in the other database."""
    few = bench.database("few_documents", FILLING, count=FEW)
    many = bench.database("many_documents", FILLING, count=bench.sized(MANY, MANY_IN_A_HURRY))
    found = {url: _looked_up(bench, url) for url in (few, many)}
    measured = []
    for username, addresses in PAGES.items():
        with at_work(few, username) as here, at_work(many, username) as there:
            for address in addresses:
                pair = [
                    (here, address.format(**found[few])),
                    (there, address.format(**found[many])),
                ]
                measured.append(_measured(address, pair, bench.sized(ROUNDS, 5)))
    measured.sort(key=lambda page: page.ratio, reverse=True)
    worst = ", ".join(
        f"{page.address} {page.ratio:.2f} ({page.many * 1000:.0f} ms)" for page in measured[:3]
    )
    middle = statistics.median(page.ratio for page in measured)
    faults = [fault for page in measured for fault in page.faults]
    same = sum(page.same_statements for page in measured)
    detail = (
        f"{len(measured)} pages, {same} with the same number of statements, the others with fewer;"
        f" median {middle:.2f}; slowest: {worst}"
    )
    return Reading(measured[0].ratio, detail, faults)


def _looked_up(bench: Bench, url: str) -> dict[str, str]:
    with bench.connect(url) as connection:
        return {
            name: str(connection.execute(statement).fetchone()[0])
            for name, statement in LOOKED_UP.items()
        }


def _measured(address: str, pair: list[tuple[Person, str]], rounds: int) -> Page:
    """Open a page in both databases in turn, each time the other first."""
    answers = [person.opens(one, 1) for person, one in pair]
    here, there = answers
    faults = [f"{address}: {one['status']}" for one in answers if one["status"] != 200]
    # It may send one less: the register looks documents up by their sorts, and fifty numbers of
    # one day are of fewer sorts than fifty of three weeks.
    if here["statements"] < there["statements"]:
        faults.append(f"{address}: {here['statements']} and {there['statements']} statements")
    # A customer of forty orders does not have the same number of invoices everywhere.
    if abs(here["rows"] - there["rows"]) > there["rows"] // 10:
        faults.append(f"{address}: {here['rows']} and {there['rows']} rows")
    seconds: list[list[float]] = [[], []]
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            person, one = pair[side]
            seconds[side] += person.opens(one, 1)["seconds"]
    return Page(
        address,
        few=statistics.median(seconds[0]),
        many=statistics.median(seconds[1]),
        same_statements=here["statements"] == there["statements"],
        faults=faults,
    )


@figure(
    "order-statements",
    title="order with 10 lines saved: statements, BEGIN to COMMIT",
    against="the tables that it writes",
    at_most=3,
)
def order_statements(bench: Bench) -> Reading:
    """The statements of a new order for each table, and the same for 100 lines."""
    url = bench.database("few_documents", FILLING, count=FEW)
    with at_work(url, "clerk") as clerk:
        clerk.ask(["save", 1])
        few, many = clerk.ask(["save", 10]), clerk.ask(["save", 100])
    faults = [] if few == many else [f"100 lines: {many['statements']} statements"]
    tables = few["tables"]
    detail = f"{few['statements']} statements, {len(tables)} tables: {', '.join(tables)}"
    return Reading(few["statements"] / len(tables), detail, faults)
