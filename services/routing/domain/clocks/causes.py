"""Why a clock stands still, or does not count."""

__all__ = ["OUTSIDE", "PAYMENT", "POSTING", "SUPPLEMENT", "TAX"]

SUPPLEMENT = "supplement"
"""Papers are missing."""
PAYMENT = "payment"
"""An official amount was told and is not paid."""
POSTING = "posting"
"""It hangs out for all to see, for as long as the law says."""
TAX = "tax"
"""The tax office works out what is owed."""
OUTSIDE = "outside"
"""The procedure leaves it out of the limit and says no more."""
