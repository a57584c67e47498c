"""Files of parties, items and orders: read, compared with what is stored, and written.

`tables` reads a file, `columns` says what stands in it, and each subject (`parties`, `items`,
`orders`) makes entries of its rows. orders.services.imports runs them, for real or as a dry run.
"""
