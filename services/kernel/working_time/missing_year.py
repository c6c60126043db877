"""A year without data is an error, never a year without holidays."""

__all__ = ["MissingYearError"]


class MissingYearError(LookupError):
    """Permanent until the catalogue is extended: the yearly decision on holidays is not loaded."""

    def __init__(self, calendar: str, year: int) -> None:
        self.calendar = calendar
        self.year = year
        super().__init__(
            f"calendar {calendar} has no data for {year}. Remedy: add the year's days off to the catalogue's years"
        )
