"""The shared vocabulary of all services: codes, working time, clocks, catalogue, money, phones. Pure, no I/O."""
