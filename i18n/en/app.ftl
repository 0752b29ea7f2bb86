# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Baqylau
app-tagline = Money follows education that is really given
app-version = Version { $version }
app-demo-mark = Demonstration data
app-demo-mark-detail = These data are invented and have no legal force.

## Left rail: groups
nav-group-commission = Commission
nav-group-data = Data
nav-group-control = Control
nav-group-system = System

## Left rail: places
nav-my-visits = My visits
nav-visits = Visits
nav-prescriptions = Prescriptions
nav-organisations = Organisations
nav-decisions = Decisions
nav-sync = Sync
nav-settings = Settings

## Top bar
bar-search = Search
bar-language = Language
bar-theme = Theme
bar-theme-light = Light
bar-theme-dark = Dark
bar-person = Person
bar-sign-out = Sign out

## Names of the languages, as seen from each of them
language-kk = Kazakh
language-ru = Russian
language-en = English

## Buttons
button-save = Save
button-cancel = Cancel
button-next = Next
button-previous = Previous
button-close = Close
button-finish = Finish…
button-search = Search
button-clear = Clear
button-print = Print…
button-open = Open
button-delete = Delete
button-restore = Restore
button-undo = Undo
button-select-all = Select all

## States of a panel
panel-loading = Loading…
panel-empty = Nothing here yet
panel-nothing-found = Nothing found
panel-nothing-found-detail = Shorten the search or remove a filter.
panel-error = The data could not be opened
panel-try-again = Try again

## Tables
table-sort-ascending = Ascending
table-sort-descending = Descending
table-unknown = Unknown

## Command palette and help
palette-hint = Type a command, an organisation or a document number
palette-commands = Commands
help-keys = Keys

## Dialogs and notices
notice-copied = Copied
notice-file-saved = File saved: { $name }
notice-printed = Sent to the printer
notice-printer-viewer = No printer is set up: the file is open, print it from there
progress-of = { $done } of { $total }

## Fields
field-required = Required
number-sign = No. { $number }
field-name = Name
field-position = Position
field-iin = IIN
field-bin = BIN
field-address = Address
field-state = State
field-amount = Amount

## Notices after a start and a sync
notice-recovered = Interrupted work was recovered: { $count } { $count ->
    [one] entry
   *[other] entries
    }
notice-merged = Changed by colleagues: { $count } { $count ->
    [one] item
   *[other] items
    }
