"""The health questions on a client's page: asked, kept, and what they mean for visits to come."""
