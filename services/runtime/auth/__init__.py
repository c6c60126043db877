"""Who may do what: access tokens, client secrets, signatures of reports, keys of agencies, rate limits."""
