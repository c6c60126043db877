"""Store, broker and catalogue behind the ports."""
