"""How soon routing answers an event, at a steady rate: `python -m bench.routing`, `make prove-routing-latency`."""
