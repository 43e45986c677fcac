"""Planning: coordinators make checklists and hand them out to units, for a period and with a day on which it is due."""
