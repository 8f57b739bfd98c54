"""The laws of the tables, each declared once: as a query over the warehouse, and for rows that are not kept yet.

`declared.LAWS` is the list; `sifting.sift` parts the articles of a batch that keep every law from those that do not.
"""
