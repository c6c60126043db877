"""How reconciled figures are shown to operators."""
