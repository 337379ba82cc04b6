"""What an order costs."""

from __future__ import annotations

from invoices.customers import Customer
from invoices.orders import Order


def total(order: Order) -> int:
    """The price of all lines, in cents, before any discount."""
    return sum(line.count * line.cents for line in order.lines)


def to_pay(order: Order, customer: Customer) -> int:
    """The price after the customer's discount, in cents, rounded down."""
    full_price = total(order)
    return int(full_price * (1 - customer.discount))
