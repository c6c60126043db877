"""Answers what citizens ask by SMS."""
