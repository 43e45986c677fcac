"""Announcements to many: who they are for, how they are queued, and what became of them."""
