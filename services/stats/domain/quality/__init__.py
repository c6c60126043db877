"""How well desks keep their records and hours, agency by agency."""
