"""Interlinked groups: the children that a parent's route asks for, filed and recalled."""
