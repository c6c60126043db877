"""Load, drain and replay benchmarks; `make bench` (docs/bench.md)."""
