"""What was done, beside what was planned: 执行回填.xlsx out and in, actuals.json.

``planned.planned_rows(day, plan)`` lists every hand-over with what the plan says,
``write.write_fill_in`` writes them for a person, ``read.read_fill_in`` reads what
was typed beside them, ``io`` keeps both as data.
"""

FILL_IN_FILE = "执行回填.xlsx"
