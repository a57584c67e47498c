"""The statements of PostgreSQL's fast paths, with places for a line's literals.

Each advances the counter, chains the numbers and writes them into the register at once.
"""

from __future__ import annotations

from numbering import canonical

# What is the same for every draw from a line stands in the statement as literals ({}), what
# changes is sent beside it (%()s): that is what lets PostgreSQL keep the plan, and each value
# sent costs both sides more than one that is there already.
_INSERT = """
INSERT INTO numbering_issuednumber (
  company_id, register, text, scope, repetition, series_id, line_id, period, value, kind,
  document_date, issued_at, issued_by_id, origin, state, reason, reference, expires_at,
  chain_position, chain_hash)
SELECT {company}, {register},
  {head} || lpad(v.value::text, greatest(length(v.value::text), {digits}::int), '0') || {suffix},
  {scope}, 0, {series}, {line}, {period}, v.value, %(kind)s, %(on)s::date, %(at)s::timestamptz,
  %(by)s::int, {origin}, {state}, '', {reference}, {expires_at}, v.position, v.hash
FROM v
"""
_RETURNING = """
ON CONFLICT (company_id, register, scope, text, repetition) DO NOTHING
RETURNING id, text, value, chain_position, chain_hash
"""


def _link(before: str, position: str, value: str) -> str:
    """The link of a number that is drawn, in the chain of its line."""
    # The fewer parts an expression has, the less the server prepares for every draw: what stands
    # before the counter is one literal.
    tail = canonical.issue_tail_sql(
        position=position,
        value=value,
        between="{between_and_head}",
        text=f"lpad(({value})::text, greatest(length(({value})::text), {{digits}}::int), '0')"
        "{and_suffix}",
    )
    return canonical.link_sql(before, f"%(issue)s::text || {tail}")


# The counter's row lock makes everybody else wait until this transaction ends: that is what
# keeps an unbroken series unbroken. The head of the chain lies in the same row.
ONE = f"""
WITH v AS (
  UPDATE numbering_counter SET next_value = next_value + {{increment}},
    chain_length = chain_length + 1, chain_before = chain_head, chain_value = next_value,
    chain_head = {_link("chain_head", "chain_length + 1", "next_value")}
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value <= {{last}} AND (typed_next IS NULL OR next_value < typed_next)
  RETURNING next_value - {{increment}} AS value, chain_length AS position, chain_head AS hash
)
{_INSERT}{_RETURNING}"""
_VALUE = "k.next_value + links.step * {increment}"
SEVERAL = f"""
WITH RECURSIVE k AS MATERIALIZED (
  SELECT id, next_value, chain_length, chain_head FROM numbering_counter
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}}
    AND next_value + (%(count)s::bigint - 1) * {{increment}} < least({{last}} + 1, typed_next)
  FOR UPDATE
), links AS (
  SELECT 0::bigint AS step, chain_head AS hash FROM k
  UNION ALL
  SELECT links.step + 1, {_link("links.hash", "k.chain_length + links.step + 1", _VALUE)}
  FROM links, k WHERE links.step < %(count)s::bigint
), moved AS (
  UPDATE numbering_counter AS c SET next_value = k.next_value + %(count)s::bigint * {{increment}},
    chain_length = k.chain_length + %(count)s::bigint, chain_before = NULL, chain_value = NULL,
    chain_head = (SELECT hash FROM links WHERE step = %(count)s::bigint)
  FROM k WHERE c.id = k.id
), v AS (
  SELECT k.next_value + (links.step - 1) * {{increment}} AS value,
    k.chain_length + links.step AS position, links.hash
  FROM links, k WHERE links.step > 0
)
{_INSERT}{_RETURNING}"""

# A native sequence never waits and never gives a value back. to_regclass makes a missing
# sequence an empty result instead of an error that would end the transaction.
NATIVE = f"""
WITH drawn AS MATERIALIZED (
  SELECT nextval(to_regclass({{sequence}})) AS value
  FROM numbering_counter AS c, generate_series(1, %(count)s::bigint)
  WHERE c.line_id = {{line}} AND c.period = {{period}} AND c.revision = {{revision}}
    AND pg_sequence_last_value(to_regclass({{sequence}})) + %(count)s::bigint * {{increment}}
      <= {{last}}
), v AS (
  SELECT value, NULL::bigint AS position, NULL::bytea AS hash FROM drawn WHERE value <= {{last}}
)
{_INSERT}
-- A value typed for another date, or before the numbers were widened, has another text. As a
-- scalar query it stays one look into the index, whatever the planner thinks of the table.
WHERE (
  SELECT 1 FROM numbering_issuednumber AS n
  WHERE n.line_id = {{line}} AND n.period = {{period}} AND n.value = v.value LIMIT 1
) IS NULL
{_RETURNING}"""

_USED_AGAIN = canonical.link_sql(
    "k.chain_head",
    "%(event)s::text || "
    + canonical.event_tail_sql(
        position="k.chain_length + 1",
        scope="f.scope",
        text="f.text",
        reason="f.reason",
        reference="f.reference",
    ),
)
_ISSUED_AGAIN = canonical.link_sql(
    "told.hash",
    "%(issue)s::text || "
    + canonical.issue_tail_sql(
        position="k.chain_length + 2",
        value="f.value",
        between="';' || coalesce(f.series_id::text, '') || ';0;' || f.scope || ';'",
        text="f.text",
    ),
)
# The smallest freed number that a document of this date may show, with the counter held as in a
# draw. One that was typed twice where duplicates are allowed is in use still. Two links: that the
# number is used again, with what it was before, and its new use.
REUSE = f"""
WITH k AS MATERIALIZED (
  SELECT id, next_value, chain_length, chain_head FROM numbering_counter
  WHERE line_id = {{line}} AND period = {{period}} AND revision = {{revision}} FOR UPDATE
), f AS MATERIALIZED (
  SELECT n.id, n.text, n.value, n.scope, n.series_id, n.kind, n.document_date, n.reason,
    n.reference, n.origin, n.issued_at, n.issued_by_id, n.chain_position, n.chain_hash
  FROM numbering_issuednumber AS n
  WHERE n.line_id = {{line}} AND n.period = {{period}} AND n.state = 'free'
    AND n.value BETWEEN {{first}} AND {{last}} AND n.value < (SELECT next_value FROM k)
    AND (n.value - {{first}}) %% {{increment}} = 0 AND starts_with(n.text, {{head}})
    AND (
      SELECT 1 FROM numbering_issuednumber AS twin
      WHERE twin.company_id = n.company_id AND twin.register = n.register
        AND twin.scope = n.scope AND twin.text = n.text AND twin.repetition > 0
        AND twin.state <> 'void' LIMIT 1
    ) IS NULL
  ORDER BY n.value LIMIT 1 FOR UPDATE
), told AS MATERIALIZED (SELECT {_USED_AGAIN} AS hash FROM k, f),
c AS (
  UPDATE numbering_counter AS c SET chain_length = k.chain_length + 2,
    chain_before = NULL, chain_value = NULL, chain_head = {_ISSUED_AGAIN}
  FROM k, f, told WHERE c.id = k.id
  RETURNING c.chain_length AS position, c.chain_head AS hash
), e AS (
  INSERT INTO numbering_numberevent (
    number_id, at, by_id, state, reason, reference, chain_position, chain_hash, former_kind,
    former_date, former_origin, former_issued_at, former_issued_by_id, former_position,
    former_hash)
  SELECT f.id, %(at)s::timestamptz, %(by)s::int, 'free', f.reason, f.reference,
    k.chain_length + 1, told.hash, f.kind, f.document_date, f.origin, f.issued_at,
    f.issued_by_id, f.chain_position, f.chain_hash
  FROM k, f, told
)
UPDATE numbering_issuednumber AS n SET
  kind = %(kind)s, reference = {{reference}}, reason = '', document_date = %(on)s::date,
  issued_at = %(at)s::timestamptz, issued_by_id = %(by)s::int, origin = {{origin}},
  state = {{state}}, expires_at = {{expires_at}}, chain_position = c.position, chain_hash = c.hash
FROM f, c WHERE n.id = f.id
RETURNING n.id, n.text, n.value, n.chain_position, n.chain_hash, n.scope, n.series_id"""
