"""`/api/v1`: the operations of all applications, under one description."""
