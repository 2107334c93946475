"""Tests of the benchmarks: what they compare, not how fast it is."""
