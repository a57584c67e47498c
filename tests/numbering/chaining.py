"""What a forger does who knows everything, and what the tests of the chain ask often."""

from __future__ import annotations

from django.db import connection

from numbering import canonical
from numbering.engine.links import read_chain
from numbering.models import Counter, NumberSeries
from numbering.services.verification import ChainReport, chains_of, verify_chain
from numbering.triggers import lifted

_WHERE = {
    "number": ("numbering_issuednumber", "chain_position", "chain_hash"),
    "former": ("numbering_numberevent", "former_position", "former_hash"),
    "event": ("numbering_numberevent", "chain_position", "chain_hash"),
}


def rewrite(series: NumberSeries) -> None:
    """Make every hash of a series anew, so that all of them fit what the rows say now."""
    with lifted(connection):
        for counter in Counter.objects.filter(line__series=series):
            with read_chain(counter.line_id, counter.period) as (_head, links):
                rows = list(links)
            before = b""
            for link in rows:
                before = canonical.link(before, link.said())
                table, position, column = _WHERE[link.sort]
                key = "id" if link.sort == "number" else "number_id"
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {position} = %s",
                        [before, link.number_id, link.position],
                    )
            counter.chain_head, counter.chain_length = before, len(rows)
            counter.save()


def all_whole(*series: NumberSeries) -> list[ChainReport]:
    """The reports of every chain of these series (or of all); fails where one is not whole."""
    chains = [one for one in chains_of() if not series or one[0].series in series]
    reports = [verify_chain(line, period) for line, period in chains]
    found = [f"{report}: {report.finding}" for report in reports if report.finding]
    assert not found, found
    return reports
