"""HTTP and Kafka: translate and hand over."""
