"""Several years side by side, cut where the law changes."""
