"""Who orders, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Customer:
    """One customer; `discount` is a share, 0.1 for ten per cent."""

    name: str
    email: str
    discount: float = 0.0


class AddressBook:
    """Customers by name."""

    def __init__(self, customers: list[Customer]) -> None:
        self._by_name = {customer.name: customer for customer in customers}

    def find(self, name: str) -> Customer:
        """The customer of that name. Raises KeyError."""
        return self._by_name[name]

    def emails(self) -> list[str]:
        """Every address, in order."""
        return sorted(customer.email for customer in self._by_name.values())
