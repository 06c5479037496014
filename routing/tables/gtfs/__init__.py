"""GTFS feeds: another timetable format, read into the tables of a day."""
