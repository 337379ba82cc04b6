"""The command: `invoices ORDER.json...`."""

from __future__ import annotations

import sys
from pathlib import Path

from invoices.customers import AddressBook, Customer
from invoices.orders import read_order
from invoices.pricing import to_pay

CUSTOMERS = AddressBook([Customer("Ada", "ada@example.org", discount=0.1)])


def main() -> int:
    """Print a line for each order."""
    for name in sys.argv[1:]:
        order = read_order(Path(name))
        customer = CUSTOMERS.find(order.customer)
        print(f"{order.number}: {to_pay(order, customer) / 100:.2f}")
    return 0
