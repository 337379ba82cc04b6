from invoices.customers import Customer
from invoices.orders import Line, Order
from invoices.pricing import to_pay


def test_discount() -> None:
    order = Order(1, "Ada", (Line("pen", 2, 150), Line("ink", 1, 700)))
    assert to_pay(order, Customer("Ada", "ada@example.org", discount=0.1)) == 900
