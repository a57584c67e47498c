"""Crash safety of the numbering engine, put to the test: `script/torture`, docs/crash-safety.md.

Each scenario is one module. Worker processes save numbered documents and write down what they
were told is committed, while they are killed, cut off, or the server under them is stopped; then
the database is compared with what they wrote down.
"""
