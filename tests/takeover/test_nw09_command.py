"""nw09 without a browser: `manage.py take_over`, and columns told by their heads."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from numbering.models import IssuedNumber
from numbering.services.takeover.fields import guess


@pytest.fixture
def old(tmp_path, company, administrator, invoices):
    """Writes a file and takes it over; what was said on both outputs."""

    def take(text: str, *args: str) -> str:
        path = tmp_path / "old.csv"
        path.write_text(text)
        out = StringIO()
        call_command(
            "take_over", str(path), "--company", company.code, *args, stdout=out, stderr=out
        )
        return out.getvalue()

    return take


def test_nw09_the_command_takes_over_and_says_what_it_did(old, administrator):
    text = "Bilag;Tag;Wer\nRE-00005;2025-01-01;Acme\n12;2025-01-01;Holm"
    told = ("--kind", "invoice", "--map", "number=Bilag,date=Tag,party=Wer")

    dry = old(text, *told, "--dry-run")
    assert "Dry run of old.csv into NORD: 2 new numbers." in dry
    assert not IssuedNumber.objects.exists()
    done = old(text, *told)

    assert "next RE-00001 → RE-00006" in done
    assert "Invoices: 1 numbers that no line can print, 12 to 12" in done
    assert IssuedNumber.objects.filter(issued_by=administrator).count() == 2
    assert "Here already: 2 (RE-00005, 12)." in old(text, *told)


def test_nw09_the_night_job_finds_nothing_amiss_in_what_was_taken_over(old, company):
    old(
        "number;date\nRE-00003;2025-01-01\nRE-00009;2025-01-02\nx-1;2025-01-02", "--kind", "invoice"
    )
    out = StringIO()

    call_command("audit_numbers", "--company", company.code, stdout=out, stderr=out)
    call_command("verify_chain", "--company", company.code, stdout=out, stderr=out)

    assert IssuedNumber.objects.count() == 3


def test_nw09_the_command_names_every_fault_and_fails(old):
    with pytest.raises(CommandError, match="Nothing taken over of"):
        old("number;date\nRE-00005;2025-01-01\nRE-00006;", "--series", "RE")

    assert not IssuedNumber.objects.exists()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--map", "number=Nope"), "The file has no column “Nope”: it has “number”, “date”."),
        (("--map", "colour=date"), "There is no “colour” to take over"),
        (("--map", "number"), "Write --map as"),
        (("--map", "date="), "Tell which column holds the date"),
        (("--by", "nobody"), "'nobody' is no member of NORD"),
    ],
)
def test_nw09_what_cannot_be_meant_is_said(old, args, sentence):
    with pytest.raises(CommandError, match=sentence):
        old("number;date\nRE-00005;2025-01-01", *args)


@pytest.mark.parametrize(
    "heads",
    [
        ["Invoice no.", "Type", "Date", "Customer", "Customer no.", "Total", "Currency"],
        ["Fakturanr.", "Dokumenttype", "Dato", "Kunde", "Kundenr.", "Beløb", "Valuta"],
        ["Fakturanummer", "Dokumenttyp", "Datum", "Kund", "Kundnr", "Belopp", "Valuta"],
        ["Rechnungs-Nr.", "Belegart", "Datum", "Kunde", "Kunden-Nr.", "Betrag", "Währung"],
        ["Numer faktury", "Rodzaj", "Data", "Klient", "Numer klienta", "Kwota", "Waluta"],
        ["Laskunumero", "Tyyppi", "Päivämäärä", "Asiakas", "Asiakasnumero", "Summa", "Valuutta"],
    ],
)
def test_nw09_columns_are_guessed_in_six_languages(heads):
    keys = ["number", "kind", "date", "party", "party_number", "amount", "currency"]

    assert guess(heads) == {key: index for index, key in enumerate(keys)}
