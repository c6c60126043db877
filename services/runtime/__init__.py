"""How every service runs: broker, store, outbox, settings, logs, health, authentication."""
