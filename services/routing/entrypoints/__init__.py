"""Where routing is spoken to: HTTP, Kafka, timers."""
