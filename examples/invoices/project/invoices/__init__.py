"""Read orders, price them, print invoices."""
