"""A year of article 003 through the statistics: its agencies, procedures and days, as many events as wanted."""
