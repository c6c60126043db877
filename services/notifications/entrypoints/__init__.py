"""Where notifications is spoken to: HTTP, Kafka, timers."""
