"""Why no form is handed out."""

__all__ = ["BrokenIdentityError", "FormUndefinedError", "FormsError"]


class FormsError(Exception):
    """A report that cannot be made."""


class FormUndefinedError(FormsError):
    """The rules of the day define no such form."""


class BrokenIdentityError(FormsError):
    """Columns that must add up do not: the figures are wrong, so nobody gets to see them as a form.

    `identity` reads like `3=7+11`; `where` names section and row by their keys.
    """

    def __init__(self, identity: str, where: str) -> None:
        super().__init__(f"{where}: {identity}")
        self.identity = identity
        self.where = where
