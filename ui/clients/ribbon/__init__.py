"""When can each treatment be booked: a lane a treatment, past and coming months."""
