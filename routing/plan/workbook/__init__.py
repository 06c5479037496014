"""plan.xlsx out and in: what a person reads, edits and hands back.

``write.write_workbook(path, WorkbookContent(...))`` writes it;
``read.read_workbook(book, day)`` reads the sheet of stops back as a ``HandEdit``.
Times, kilometres and costs of an edit are not read: ``routing.planning.hand_plan.edit``
builds the plan that was meant.
"""
