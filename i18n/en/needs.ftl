# Needs of schools from a file: the template, the preview, what isn’t taken.

needs-file-load = Load from a file…
needs-file-back = Undo the loading
needs-file-template = Template to fill in
needs-file-name = Needs of schools
needs-file-reading = Reading the file
needs-file-unread = The file wasn’t read
needs-file-title = Needs from the file “{ $name }”
needs-file-term = Sums are for the whole term: { $months }. Columns found: { $columns }. What the file doesn’t have or leaves empty stays as it is.
needs-file-summary = Will change: { $changed }. Unchanged: { $same }. Not taken: { $refused }.
needs-file-refused = { $count ->
    [one] { $count } line isn’t taken: nothing of it is used.
   *[other] { $count } lines aren’t taken: nothing of them is used.
}
needs-file-all = All lines
needs-file-changes = Changes
needs-file-to-look-at = Not taken
needs-file-no-lines = There are no such lines.
needs-file-line = Line { $line }
needs-file-same = It is so already.
needs-file-empty = Nothing is filled in: it stays as it is.
needs-file-nothing = There is nothing to change.
needs-file-set = { $count ->
    [one] Change { $count } school
   *[other] Change { $count } schools
}
needs-file-headings = The file has no row of headings with a column “BIN” and at least one figure. Save the template and fill that in.
needs-file-column-twice = Two columns of the file are about the same thing. Keep one and load the file again.
needs-file-quote = A quotation mark on line { $line } is never closed. Correct it and load the file again.
needs-file-too-long = The file is too large: it should hold nothing but the schools of the region.
needs-file-broken = The file is damaged or is no table. Open it in a spreadsheet program and save it again as XLSX or CSV.
needs-file-old = This is a table of the old XLS format. Save it as XLSX or CSV and load it again.
needs-heading-bin = BIN
needs-heading-name = School
needs-heading-pupils = Pupils in all
needs-heading-beyond = Pupils beyond the first shift
needs-heading-first = Cost of the first shift, ₸
needs-heading-others = Cost of the others, ₸
needs-fault-bin = The BIN is missing or wrong.
needs-fault-unknown = No school of the region has this BIN.
needs-fault-twice = The school stands in the file more than once.
needs-fault-several = Several schools have this BIN: enter the need by hand.
needs-fault-takes-no-part = Doesn’t take part: its application for financing isn’t accepted.
needs-fault-unread = “{ $column }”: this is no number, or it can be read in two ways.
needs-fault-range = “{ $column }”: below nought or too much.
needs-fault-no-pupils = A cost is given and no pupils.
needs-fault-places = { $pupils } pupils of the first shift, design capacity { $places }.
