# Registers: filters, columns, views, spreadsheets.
register-filter = Filter
register-filter-of = Filter by “{ $column }”
register-apply = Apply
register-any = By value
register-empty = Only empty
register-not-empty = Only filled in
register-contains = Contains the words
register-contains-hint = In any order; Kazakh letters may be typed as Russian ones.
register-from = From
register-to = To
register-from-after-to = “From” is after “To”
register-columns = Columns
register-ordered-by = Ordered by: { $columns }
register-ordered-by-show = Show the column the rows are ordered by
register-column-left = Move “{ $column }” left
register-column-right = Move “{ $column }” right
register-no-columns = Choose at least one column
register-clear-filters = Clear filters ({ $count })
register-views = Views
register-view-named = View: { $name }
register-view-first = Initial view
register-views-none = No saved views
register-view-name = Name of this view
register-view-hint = Columns, filters and order are saved, encrypted on this computer.
register-view-keep = Save the view
register-view-open = Take from a file
register-view-share = Save the view “{ $name }” to a file
register-view-forget = Delete the view “{ $name }”
register-view-share-office = Share the view “{ $name }” with colleagues
register-view-copy = Save the shared view “{ $name }” as your own
register-view-take-back = Take the shared view “{ $name }” back from everybody
register-view-by = shared · { $who }
register-view-by-you = shared · by you
register-view-by-colleague = shared · by a colleague
register-view-waits = waits to be sent
register-view-sharing = Share with colleagues
register-view-share-do = Share
register-view-seen-by = Everybody who works here will see the view: { $office }. Columns, filters and order are shared, no rows of the register.
register-view-title-care = Everybody reads the title: write no names and no IIN in it.
register-view-left-out = Typed words aren’t shared: they may hold a name or an IIN. Without the filters of: { $columns }.
register-office-issuer = issuer of vouchers (Ministry of Science and Higher Education)
register-view-taken = The view “{ $name }” was taken from the file. Save it to keep it.
register-view-unread = The file can’t be read as a view: { $reason }
register-view-newer = The view was made by a newer version of the program ({ $reason })
register-view-other = This is a view of another register ({ $reason })
register-unknown = Filters or order of these columns were not applied: { $columns }. There may be more rows than meant.
register-export = Save to a file
register-export-xlsx = Excel sheet (XLSX)
register-export-csv = CSV text
register-export-pdf = Pages to print (PDF)
register-writing = Writing the file: { $done } of { $of } rows
register-stopped = The file was not saved: writing was stopped
register-not-saved = The file was not saved: { $reason }
register-too-many-rows = Too many rows for an Excel sheet ({ $reason }). Set a filter or choose CSV.
register-too-many-to-print = No more than 50,000 rows go to paper. Set a filter or choose CSV.
register-print-data-of = Data as of
register-print-rows = Rows
register-print-filtered = Filtered by columns
register-total = Total
register-total-rows = Total: { $count }
register-total-chosen = Chosen: { $count }
register-counted = In the total
register-counted-no = no
register-counted-yes = yes
register-print-totals = Totals
register-total-besides = { $total }, { $besides }
register-yes = Yes
register-no = No
register-kind = Kind
register-region = Region or city
register-district = District or town
register-licence-issued = Licence issued
register-capacity = Capacity, places
register-learners = Pupils
register-permitted = Permitted
register-teachers = Teachers
register-decision = Checks for an application
register-decision-allowed = Nothing in the way
register-decision-review = To be looked at
register-decision-waits = Source awaited
register-decision-refused = Stop factor
register-anomalies = Anomalies
register-anomalies-which = Which anomalies
register-anomalies-filter = With anomalies
register-anomalies-pill = Anomalies
register-anomalies-none = None
register-anomalies-count = { $count ->
    [one] { $count } anomaly
   *[other] { $count } anomalies
}
register-contract = Last contract
register-contract-until = Contract until
register-contract-amount = Contract amount, ₸
register-check = Check: { $count }
register-check-run = Run the checks
register-check-what = The registry will run the automatic checks of { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
} again. Stop factors may change; no payment stops by itself. Without a network the request waits.
register-check-rest = and { $count } more
register-check-asked = Checks asked for: { $count }

## Regions (composed at run time: region-<KATO>)
region-10 = Abai Region
region-11 = Akmola Region
region-15 = Aktobe Region
region-19 = Almaty Region
region-23 = Atyrau Region
region-27 = West Kazakhstan Region
region-31 = Zhambyl Region
region-33 = Zhetysu Region
region-35 = Karaganda Region
region-39 = Kostanay Region
region-43 = Kyzylorda Region
region-47 = Mangystau Region
region-55 = Pavlodar Region
region-59 = North Kazakhstan Region
region-61 = Turkistan Region
region-62 = Ulytau Region
region-63 = East Kazakhstan Region
region-71 = Astana City
region-75 = Almaty City
region-79 = Shymkent City

## Anomalies (composed at run time: anomaly-<check>)
anomaly-premises-permit = { $count ->
    [one] Contingent above the sanitary permit
   *[other] Contingent above the sanitary permit in { $count } buildings
}
anomaly-premises-capacity = { $count ->
    [one] Contingent above the design capacity
   *[other] Contingent above the design capacity of { $count } buildings
}
anomaly-learner-duplicate = { $count ->
    [one] { $count } pupil on the lists of several schools
   *[other] { $count } pupils on the lists of several schools
}
anomaly-learner-moves = { $count ->
    [one] { $count } pupil moved many times
   *[other] { $count } pupils moved many times
}
anomaly-teacher-duplicate = { $count ->
    [one] { $count } teacher listed by several organisations
   *[other] { $count } teachers listed by several organisations
}
anomaly-teacher-contributions = { $count ->
    [one] { $count } teacher without pension contributions
   *[other] { $count } teachers without pension contributions
}

## Districts and towns
district-district = { $name } District
district-of-city = { $name } District
district-town = { $name }
