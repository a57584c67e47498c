"""Several people at the same moment, for tests of what may happen only once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from numbering.exceptions import NumberingError

PEOPLE = 4


def at_once(act: Callable[[int], object]) -> list[type[BaseException] | None]:
    """Let several people do this at the same moment; what each of them was told, None for done."""
    outcomes: list[type[BaseException] | None] = []
    start = threading.Barrier(PEOPLE)

    def run(number: int) -> None:
        try:
            start.wait()
            act(number)
            outcomes.append(None)
        except NumberingError as error:
            outcomes.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=lambda outcome: outcome is not None)
