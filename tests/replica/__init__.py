"""Tests of the replica newsroom."""
