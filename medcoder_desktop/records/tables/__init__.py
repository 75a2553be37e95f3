"""Tables of visits: CSV and workbooks with any headings."""
