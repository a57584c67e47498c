"""Ratios, taken side by side in one run: how fast numbers are drawn (script/benchmark)."""
