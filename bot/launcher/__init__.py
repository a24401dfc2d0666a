"""`make run`: prepares, trains when something changed, starts both servers, watches them, stops them."""
