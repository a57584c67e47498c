"""`manage.py import_file`: the same import without a browser."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from orders.models import Item

HEAD = "text,price,tax code\n"


@pytest.fixture
def import_file(tmp_path, company, administrator):
    """Runs the command on a file with this content; what it says."""

    file, out, err = tmp_path / "items.csv", StringIO(), StringIO()

    def run(content: str, *arguments: str) -> tuple[str, str]:
        file.write_text(content)
        call_command(
            "import_file", "items", str(file), "--company=NORD", *arguments, stdout=out, stderr=err
        )
        return out.getvalue(), err.getvalue()

    run.told = err.getvalue
    return run


def test_a_file_is_imported_in_the_administrators_name(import_file, administrator):
    out, err = import_file(f"{HEAD}Plank,1,25\nBeam,2,25\n")

    assert (out, err) == ("Imported items.csv into items of NORD: 2 new.\n", "")
    assert {item.created_by for item in Item.objects.all()} == {administrator}


def test_somebody_else_can_be_named(import_file, clerk):
    import_file(f"{HEAD}Plank,1,25\n", "--by=karl")

    assert Item.objects.get().created_by == clerk


def test_a_dry_run_saves_nothing(import_file):
    out, _err = import_file(f"{HEAD}Plank,1,25\n", "--dry-run")

    assert out == "Dry run of items.csv into items of NORD: 1 new.\n"
    assert Item.objects.count() == 0


def test_what_is_wrong_is_told_and_the_command_fails(import_file):
    with pytest.raises(CommandError, match=r"Nothing imported.*1 new, 1 with errors"):
        import_file(f"{HEAD}Plank,1,25\nBeam,?,25\n")

    assert import_file.told() == "Row 3, price: “?” is not a number.\n"
    assert Item.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        ("", [], "The file is empty"),
        (HEAD + "a,1,25", ["--by=nobody"], "'nobody' is no member of NORD"),
    ],
)
def test_what_cannot_be_run_is_told(import_file, content, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        import_file(content, *arguments)


def test_a_company_or_a_file_that_is_not_there(company, administrator):
    with pytest.raises(CommandError, match=r"There is no company 'X'\. There are: NORD\."):
        call_command("import_file", "items", "no.csv", "--company=X")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_file", "items", "no.csv", "--company=NORD")
