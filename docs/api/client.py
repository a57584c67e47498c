"""A shop that writes its orders into Nummerwerk and has them invoiced.

An example that needs nothing but Python. It shows what every client must do: give each write a
key of its own, and send the very same again when no answer came or the server was busy.

    python client.py https://nummerwerk.example nw_…
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from typing import Any

ATTEMPTS = 5
# The server could not answer just now: the same request will do later. So it will where the answer
# itself says after how many seconds (409: somebody else was faster; 429: too many requests).
AGAIN = (502, 503, 504)


class Problem(Exception):
    """The server refused; `said` is its answer: code, detail, fields, lines."""

    def __init__(self, status: int, said: dict[str, Any]) -> None:
        super().__init__(f"{status} {said.get('code')}: {said.get('detail')}")
        self.status = status
        self.said = said


class Nummerwerk:
    """The API of one company."""

    def __init__(self, address: str, token: str) -> None:
        self.base = f"{address.rstrip('/')}/api/v1"
        self.token = token

    def read(self, path: str) -> Any:
        """What stands at an address."""
        return self._send("GET", path)

    def write(self, path: str, body: dict[str, Any], *, key: str = "") -> Any:
        """Have something done once, however often it must be sent.

        Keep the key with your own order before you send, so that even after a crash of yours the
        order comes in once.
        """
        return self._send("POST", path, body, key or str(uuid.uuid4()))

    def _send(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key}
        for attempt in range(1, ATTEMPTS + 1):
            request = urllib.request.Request(
                self.base + path, data=data, headers=headers, method=method
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                with error:
                    said = json.load(error) if "json" in error.headers.get_content_type() else {}
                after = error.headers.get("Retry-After")
                if (after is None and error.code not in AGAIN) or attempt == ATTEMPTS:
                    raise Problem(error.code, said) from None
                wait = float(after or attempt)
            except (urllib.error.URLError, TimeoutError):
                # Perhaps it was done and only the answer was lost: the key sees to that.
                if attempt == ATTEMPTS:
                    raise
                wait = attempt
            time.sleep(wait)
        raise AssertionError("unreachable")


def sell(company: Nummerwerk, *, order_type: int, shop_order: str) -> dict[str, Any]:
    """An order of the shop: its customer, the order, the invoice, issued."""
    customer = company.write(
        "/parties",
        {"name": "Web Customer", "city": "Aarhus", "email": "web@customer.example"},
        key=f"customer-of-{shop_order}",
    )
    order = company.write(
        "/orders",
        {
            "order_type": order_type,
            "customer": customer["customer_number"],
            "your_reference": shop_order,
            "lines": [
                {"text": "Oak chair", "quantity": "4", "price": "149.50", "tax_rate": "25"},
                {"text": "Freight", "quantity": "1", "price": "39", "tax_rate": "25"},
            ],
        },
        key=f"order-{shop_order}",
    )
    draft = company.write("/invoices", {"order_id": order["id"]}, key=f"draft-{shop_order}")
    invoice: dict[str, Any] = company.write(
        f"/invoices/{draft['id']}/issue", {}, key=f"issue-{shop_order}"
    )
    return invoice


def main() -> None:
    """Sell something, and tell what came of it."""
    address, token = sys.argv[1:3]
    company = Nummerwerk(address, token)
    order_type = company.read("/master-data")["order_types"][0]["slot"]
    shop_order = sys.argv[3] if len(sys.argv) > 3 else f"WEB-{uuid.uuid4().hex[:8]}"
    invoice = sell(company, order_type=order_type, shop_order=shop_order)
    print(f"Order {invoice['order_number']} of {shop_order}")
    print(f"Invoice {invoice['number']}: {invoice['gross']} {invoice['currency']}")


if __name__ == "__main__":
    main()
