"""The commands of the project: well formed, callable from anywhere, plain about mistakes."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASH = [
    *("script/environment.sh", "script/server", "script/test", "script/check", "script/torture"),
    ".ci/run",
]


def run(*command, cwd=ROOT, **environment):
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("script", BASH)
def test_a_script_is_well_formed(script):
    answer = run("bash", "-n", script)

    assert answer.returncode == 0, answer.stderr


COMMANDS = ["script/server", "script/test", "script/check", "script/torture", "manage.py"]


@pytest.mark.parametrize("script", COMMANDS)
def test_a_command_can_be_called(script):
    assert os.access(ROOT / script, os.X_OK)


def test_the_server_says_when_its_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = run(str(ROOT / "script/server"), f"127.0.0.1:{port}", cwd=tmp_path)

    assert answer.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in answer.stderr
    assert "name another port" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("address", ["127.0.0.1:", "somewhere:http", "127.0.0.1:99999"])
def test_the_server_refuses_an_address_that_is_none(address):
    answer = run("script/server", address)

    assert answer.returncode != 0
    assert address.split(":")[0] in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_a_new_enough_python_it_says_so(tmp_path):
    for name in ("bash", "dirname", "cat", "cksum"):
        (tmp_path / name).symlink_to(shutil.which(name))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    answer = run(shutil.which("bash"), "script/server", "127.0.0.1:1", PATH=str(tmp_path))

    assert answer.returncode != 0
    assert "needs Python 3.11 or newer" in answer.stderr


def test_the_requirements_are_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert packages
        assert all("==" in line and "*" not in line for line in packages), packages


def test_vendored_files_are_those_of_their_packages():
    answer = run(sys.executable, "script/check-vendor")

    assert answer.returncode == 0, answer.stderr


def test_a_changed_missing_or_added_file_is_noticed(tmp_path):
    vendor = tmp_path / "vendor"
    shutil.copytree(ROOT / "static" / "vendor", vendor)
    with (vendor / "htmx" / "htmx.min.js").open("ab") as file:
        file.write(b"//")
    (vendor / "bootstrap" / "LICENSE").unlink()
    (vendor / "extra.js").write_text("")

    answer = run(sys.executable, "script/check-vendor", str(vendor))

    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        "vendor/bootstrap/LICENSE: listed, but not there",
        "vendor/extra.js: there, but not listed",
        "vendor/htmx/htmx.min.js: is not the file that was taken from the package",
    ]


def names_imported_at_run_time(tree):
    """Top names of all imports but those under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        else:
            yield from names_imported_at_run_time(node)


@pytest.mark.parametrize("package", ["config", "numbering", "orders", "invoicing"])
def test_the_product_runs_without_the_development_packages(package):
    # Those are not there after script/server, but wherever tests run: nothing else notices.
    development = {"hypothesis", "playwright", "polib", "pytest"}

    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in names_imported_at_run_time(ast.parse(path.read_text(encoding="utf-8")))
        if name in development
    }

    assert not found
