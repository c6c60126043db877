"""From the file's words to the terms of a mail server."""

from services.notifications.adapters.providers.read import secret_of
from services.notifications.adapters.providers.terms import SmtpFileTerms
from services.notifications.adapters.smtp.provider import SmtpTerms

__all__ = ["smtp_terms"]


def smtp_terms(terms: SmtpFileTerms) -> SmtpTerms:
    """Raises ProvidersError when the secret is missing."""
    return SmtpTerms(
        name=terms.name,
        host=terms.host,
        port=terms.port,
        sender=terms.sender,
        subject=terms.subject,
        tls=terms.security == "tls",
        starttls=terms.security == "starttls",
        username=terms.username,
        password=secret_of(terms.password_variable) if terms.password_variable else None,
        segments_per_second=terms.segments_per_second,
    )
