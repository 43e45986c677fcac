"""What is fast, and how it grows: measured against the simulator, on the loopback alone. For Linux."""
