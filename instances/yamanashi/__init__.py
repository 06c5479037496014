"""Yamanashi: a real rural timetable, stations beside its stops, synthetic demand."""
