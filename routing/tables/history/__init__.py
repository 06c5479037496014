"""历史件量 and 历史班线: what villages were sent and lines carried, day by day.

``files`` reads and writes them, ``forecast`` says what may be expected.
"""
