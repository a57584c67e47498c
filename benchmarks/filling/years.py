"""Four years of rows in plain SQL: each statement takes the facts that filling.documents gives."""

TABLES = ("numbering_issuednumber", "orders_order", "orders_orderline", "invoicing_invoice")

_NUMBER_COLUMNS = """
  id, company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
  document_date, issued_at, issued_by_id, origin, state, reason, reference"""

# What the rows choose from: people (the first left after a year), items, the stock location.
_CHOICES = """
CREATE TEMP TABLE choice AS SELECT
  (SELECT array_agg(id ORDER BY username) FROM auth_user WHERE username ~ '^clerk[0-9]') AS people,
  (SELECT array_agg(id ORDER BY id) FROM orders_item WHERE company_id = %(company)s) AS items,
  (SELECT id FROM orders_stocklocation WHERE company_id = %(company)s AND is_default) AS location
"""

# The customers in an order of their own; an array of so many would be unpacked for every row.
_PLACES = """
CREATE TEMP TABLE customer AS
SELECT row_number() OVER (ORDER BY random()) AS place, id AS party
FROM orders_party WHERE company_id = %(company)s
"""

_CUSTOMERS = """
WITH line AS (
  SELECT line.* FROM numbering_seriesline AS line
  JOIN numbering_numberseries AS series ON series.id = line.series_id
  WHERE series.company_id = %(company)s AND series.code = 'CUSTOMER'
), place AS (
  SELECT coalesce(max(id), 0) AS last_id, coalesce(max(value), 0) AS last_value
  FROM numbering_issuednumber AS issued WHERE issued.line_id = (SELECT id FROM line)
), issued AS (
  INSERT INTO numbering_issuednumber (
    company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
    document_date, issued_at, issued_by_id, origin, state, reason, reference)
  SELECT %(company)s, 'customer', (place.last_value + i)::text, '', 0, line.series_id, line.id, '',
    place.last_value + i, 'customer', current_date - 1461, now() - interval '1461 days',
    %(administrator)s, 'drawn', 'in_use', '', ''
  FROM generate_series(1, %(customers)s) AS i, line, place
  RETURNING id, value
)
INSERT INTO orders_party (
  company_id, customer_number_id, is_customer, is_supplier, version, created_at, updated_at,
  name, street, postcode, city, country, email, language, tax_id)
SELECT %(company)s, id, true, false, 1, now(), now(),
  (ARRAY['Acme', 'Berg', 'Dahl', 'Eriksson', 'Frost', 'Granit', 'Hammar', 'Isaksson', 'Jensen',
    'Koskinen', 'Lindgren', 'Malm', 'Nowak', 'Öberg', 'Petersen', 'Quist', 'Rask', 'Schmidt',
    'Tallberg', 'Wagner'])[1 + value %% 20]
  || ' ' || (ARRAY['Bygg', 'Elektro', 'Fisk', 'Glas', 'Hydraulik', 'Installation', 'Järn',
    'Kyl', 'Logistik', 'Maskin', 'Plåt', 'Rör', 'Svets', 'Transport', 'Verktyg'])[
    1 + value / 20 %% 15]
  || ' ' || to_hex(value * 2654435761 %% 65536) || ' '
  || (ARRAY['AB', 'ApS', 'GmbH', 'Oy', 'AS'])[1 + value %% 5],
  'Storgatan ' || value %% 90, '100 ' || value %% 90,
  (ARRAY['Stockholm', 'Göteborg', 'Malmö', 'København', 'Aarhus', 'Hamburg', 'Kiel', 'Turku',
    'Oslo', 'Gdańsk', 'Östersund', 'Växjö'])[1 + value %% 12],
  'SE', '', 'sv', ''
FROM issued
"""

# The orders, as yet without numbers: more of them each year, some dated back by a few days.
_ORDERS = """
CREATE TEMP TABLE entry AS
WITH moment AS (
  SELECT i, i::float / %(count)s AS part, random() AS a, random() AS b, random() AS c,
    now() - interval '1461 days' * power(1 - i::float / (%(count)s + 1), 1.2) AS at
  FROM generate_series(1, %(count)s) AS i
)
SELECT i, at, at::date - CASE WHEN a < 0.1 THEN (a * 40)::int ELSE 0 END AS date,
  CASE WHEN part < 0.12 AND b < 0.5 THEN 3 WHEN b < 0.8 THEN 1 ELSE 2 END AS slot,
  party,
  CASE WHEN part < 0.25 AND a < 0.3 THEN people[1]
    ELSE people[2 + floor(b * (cardinality(people) - 1))::int] END AS person,
  CASE WHEN at > now() - interval '3 days' OR c BETWEEN 0.300 AND 0.301 THEN 'open'
    WHEN c < 0.010 THEN 'partly_invoiced' WHEN a BETWEEN 0.400 AND 0.415 THEN 'cancelled'
    ELSE 'invoiced' END AS state,
  CASE WHEN c < 0.3 THEN 'PO ' || (c * 100000000)::int ELSE '' END AS reference,
  (50 + (a * b * 40000))::numeric(14, 2) AS net
FROM moment
CROSS JOIN choice
-- Half of everything is ordered by a tenth of the customers.
JOIN customer
  ON place = 1 + floor(power(c, 3.3) * (SELECT count(*) FROM customer))
"""

# Each number to come, at its moment: orders, invoices, credit notes, the other kinds.
_EVENTS = """
CREATE TEMP TABLE event AS
SELECT 'order' AS what, i, at, date, 'sales_order' AS kind, type.order_series_id AS series, person,
  CASE state WHEN 'cancelled' THEN 'void' ELSE 'in_use' END AS state
FROM entry JOIN orders_ordertype AS type ON type.company_id = %(company)s AND type.slot = entry.slot
UNION ALL
SELECT 'invoice', i, at + interval '3 days', (at + interval '3 days')::date, 'invoice',
  type.invoice_series_id, person, 'in_use'
FROM entry JOIN orders_ordertype AS type ON type.company_id = %(company)s AND type.slot = entry.slot
WHERE state IN ('invoiced', 'partly_invoiced') AND at < now() - interval '3 days'
UNION ALL
SELECT 'credit', i, at + interval '9 days', (at + interval '9 days')::date, 'credit_note',
  type.invoice_series_id, person, 'in_use'
FROM entry JOIN orders_ordertype AS type ON type.company_id = %(company)s AND type.slot = entry.slot
WHERE state = 'invoiced' AND at < now() - interval '9 days' AND i %% 50 = 7
UNION ALL
SELECT 'other', i, at, at::date, kind, series.id, person,
  CASE WHEN i %% 1000 = 1 THEN 'void' WHEN i %% 1000 = 5 THEN 'reserved' ELSE 'in_use' END
FROM (
  SELECT i, at, person, CASE WHEN i %% (2 * %(others)s / 5) = 3 THEN 'sales_complaint'
    WHEN at < now() - interval '1200 days' AND i %% 4 = 1 THEN 'commission'
    WHEN i %% 10 < 6 THEN 'delivery' WHEN i %% 10 < 8 THEN 'sales_quote' ELSE 'purchase_order'
    END AS kind
  FROM entry WHERE i <= 2 * %(others)s AND i %% 2 = 1
) AS other
JOIN numbering_numberseries AS series
  ON series.company_id = %(company)s AND series.register = other.kind AND series.code <> 'CUSTOMER'
"""

_NUMBERS = """
CREATE TEMP TABLE numbered AS
SELECT (SELECT max(id) FROM numbering_issuednumber)
    + row_number() OVER (ORDER BY at, what, i) AS id,
  line.first_number - 1 + row_number() OVER (PARTITION BY line.id ORDER BY at, what, i) AS value,
  line.id AS line, line.prefix1, line.digits, series.register, event.*
FROM event
JOIN numbering_numberseries AS series ON series.id = event.series
JOIN numbering_seriesline AS line ON line.series_id = series.id
"""

_REGISTER = f"""
INSERT INTO numbering_issuednumber ({_NUMBER_COLUMNS})
SELECT id, %(company)s, register,
  prefix1 || lpad(value::text, greatest(length(value::text), digits), '0'), '', 0, series, line,
  '', value, kind, date, at, person, CASE WHEN i %% 500 = 3 THEN 'typed' ELSE 'drawn' END, state,
  CASE state WHEN 'void' THEN 'Customer withdrew the order' ELSE '' END,
  CASE WHEN what = 'other' THEN 'Project ' || i ELSE '' END
FROM numbered ORDER BY id
"""

_COUNTERS = """
INSERT INTO numbering_counter (line_id, period, next_value, revision)
SELECT line.id, '', max(issued.value) + 1, min(series.revision)
FROM numbering_issuednumber AS issued
JOIN numbering_seriesline AS line ON line.id = issued.line_id
JOIN numbering_numberseries AS series ON series.id = line.series_id
GROUP BY line.id
ON CONFLICT (line_id, period) DO UPDATE SET next_value = excluded.next_value
"""

_ORDER_ROWS = """
INSERT INTO orders_order (
  id, company_id, number_id, order_type_id, party_id, date, your_reference, our_reference, text,
  stock_location_id, stock_location_rule, state, delivery_state, cancel_reason, net, tax, gross,
  version, created_at, created_by_id, updated_at, updated_by_id)
SELECT entry.i, %(company)s, numbered.id, type.id, party, entry.date, reference, 'Cleo Bergström',
  '', location, 'company', entry.state,
  CASE entry.state WHEN 'invoiced' THEN 'delivered' ELSE 'open' END,
  CASE entry.state WHEN 'cancelled' THEN 'Customer withdrew the order' ELSE '' END,
  net, net * 0.25, net * 1.25, 1, entry.at, entry.person, entry.at, entry.person
FROM entry
JOIN choice ON true
JOIN numbered ON numbered.what = 'order' AND numbered.i = entry.i
JOIN orders_ordertype AS type ON type.company_id = %(company)s AND type.slot = entry.slot
ORDER BY entry.i
"""

_LINE_ROWS = """
INSERT INTO orders_orderline (
  id, order_id, position, item_id, text, quantity, unit, price, tax_rate_id, side,
  invoiced_quantity)
SELECT 2 * i + position - 2, i, position, items[1 + i %% cardinality(items)], 'Article ' || i %% 97,
  1, 'pcs', net / 2, %(tax_rate)s, 'debit',
  CASE WHEN state = 'invoiced' OR state = 'partly_invoiced' AND position = 1 THEN 1 ELSE 0 END
FROM entry, choice, generate_series(1, 2) AS position
ORDER BY i, position
"""

_INVOICE_ROWS = """
INSERT INTO invoicing_invoice (
  id, company_id, number_id, kind, state, order_id, order_type_id, credits_id, party_id, date,
  payment_terms_id, due_date, your_reference, our_reference, text, language, currency, seller_name,
  seller_street, seller_postcode, seller_city, seller_country, seller_tax_id, seller_email,
  seller_phone, buyer_number, buyer_name, buyer_street, buyer_postcode, buyer_city, buyer_country,
  buyer_tax_id, buyer_email, order_number, order_type_name, credited_number, payment_terms_name,
  net, tax, gross, version, created_at, created_by_id, updated_at, updated_by_id, issued_at,
  issued_by_id, seller_bank_name, seller_iban, seller_bic, seller_bankgiro, seller_plusgiro,
  seller_fik_creditor, payment_scheme, payment_reference)
SELECT row_number() OVER (ORDER BY numbered.id), %(company)s, numbered.id, numbered.kind, 'issued',
  entry.i, type.id, NULL, party.id, numbered.date, %(terms)s, numbered.date + 30, entry.reference,
  'Cleo Bergström', '', 'sv', 'SEK', 'Verkstad Norr AB', 'Smedjegatan 14', '972 33', 'Luleå', 'SE',
  'SE556677889901', '', '', customer.text, party.name, party.street, party.postcode, party.city,
  'SE', '', '', ordered.text, type.description, '', '30 days net', net * sign.of,
  net * 0.25 * sign.of, net * 1.25 * sign.of, 1, numbered.at, numbered.person, numbered.at,
  numbered.person, numbered.at, numbered.person, '', '', '', '', '', '', '', ''
FROM numbered
JOIN entry ON entry.i = numbered.i
JOIN LATERAL (SELECT CASE numbered.what WHEN 'credit' THEN -1 ELSE 1 END AS of) AS sign ON true
JOIN numbered AS ordering ON ordering.what = 'order' AND ordering.i = entry.i
JOIN numbering_issuednumber AS ordered ON ordered.id = ordering.id
JOIN orders_party AS party ON party.id = entry.party
JOIN numbering_issuednumber AS customer ON customer.id = party.customer_number_id
JOIN orders_ordertype AS type ON type.company_id = %(company)s AND type.slot = entry.slot
WHERE numbered.what IN ('invoice', 'credit')
ORDER BY numbered.id
"""

_KEYS = """
SELECT setval(pg_get_serial_sequence('numbering_issuednumber', 'id'), (
    SELECT max(id) FROM numbering_issuednumber)),
  setval(pg_get_serial_sequence('orders_order', 'id'), (SELECT max(id) FROM orders_order)),
  setval(pg_get_serial_sequence('orders_orderline', 'id'), (SELECT max(id) FROM orders_orderline)),
  setval(pg_get_serial_sequence('invoicing_invoice', 'id'), (
    SELECT max(id) FROM invoicing_invoice))
"""

STATEMENTS = (
    "SELECT setseed(0.2026)",
    _CUSTOMERS,
    _CHOICES,
    _PLACES,
    "ANALYZE customer",
    _ORDERS,
    "ANALYZE entry",
    _EVENTS,
    _NUMBERS,
    "CREATE INDEX ON numbered (what, i)",
    "ANALYZE numbered",
    _REGISTER,
    _COUNTERS,
    _ORDER_ROWS,
    _LINE_ROWS,
    _INVOICE_ROWS,
    _KEYS,
    "DROP TABLE choice, customer, entry, event, numbered",
)
