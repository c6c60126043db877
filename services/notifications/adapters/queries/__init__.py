"""The rules for what citizens ask by SMS."""
