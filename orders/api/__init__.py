"""The API of orders, and of the customers and items that they name."""
