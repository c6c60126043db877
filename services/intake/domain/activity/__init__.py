"""What happens at a desk besides dossiers: tickets, calls, visits, petitions, hours, surveys."""
