"""The rules of a route, pure: plan, legs, clocks, reports."""
