# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Baqylau
app-tagline = Money follows education that is really given
app-version = Version { $version }
app-window-title = { $place } — Baqylau
app-demo-mark = Demonstration data
app-demo-mark-detail = These data are invented and have no legal force.

## Left rail: groups
nav-group-commission = Commission
nav-group-department = Department
nav-group-data = Data
nav-group-control = Control
nav-group-payments = Payments
nav-group-system = System

## Left rail: places
nav-my-visits = My visits
nav-visits = Visits
nav-prescriptions = Prescriptions
nav-violations = Violations
nav-organisations = Organisations
nav-schools = Schools
nav-universities = Universities
nav-licences = Licences
nav-contingent = Enrolment
nav-decisions = Decisions
nav-signing = Signing
nav-checklists = Checklists
nav-documents = Documents
nav-dashboard = Overview
nav-sync = Sync
nav-settings = Settings
nav-help = Help

## Top bar
bar-search = Search or command
bar-language = Language
bar-theme = Theme
bar-theme-light = Light
bar-theme-dark = Dark
bar-theme-system = As the system
bar-person = Person
bar-sign-out = Sign out
bar-lock = Lock

## Names of the languages, as seen from each of them
language-kk = Kazakh
language-ru = Russian
language-en = English

## Buttons
button-save = Save
button-save-as = Save as…
button-cancel = Cancel
button-back = Back
button-next = Next
button-previous = Previous
button-close = Close
button-done = Done
button-finish = Finish…
button-retry = Try again
button-search = Search
button-clear = Clear
button-filter = Filter
button-print = Print…
button-export = Export…
button-import = Import…
button-open = Open
button-open-file = Open file…
button-choose-file = Choose file…
button-add = Add
button-edit = Edit
button-delete = Delete
button-restore = Restore
button-undo = Undo
button-redo = Redo
button-copy = Copy
button-paste = Paste
button-select-all = Select all
button-refresh = Refresh
button-details = Details…
button-show-all = Show all
button-send = Send
button-sign = Sign
button-verify = Verify
button-yes = Yes
button-no = No
button-ok = OK
button-pause = Pause
button-resume = Resume
button-stop = Stop
button-skip = Skip
button-full-screen = Full screen

## States of a panel
panel-loading = Loading…
panel-empty = Nothing here yet
panel-nothing-found = Nothing found
panel-nothing-found-detail = Shorten the search or remove a filter.
panel-error = The data could not be opened
panel-no-access = You have no access to this section
panel-no-access-detail = It is open to another role. Ask your administrator if you need it.
panel-stale = Shown as of { $time }

## Tables
table-rows = { $count } { $count ->
    [one] row
   *[other] rows
    }
table-rows-filtered = { $count } of { $total } shown
table-selected = { $count } selected
table-total = Total
table-columns = Columns
table-sort-ascending = Ascending
table-sort-descending = Descending
table-filter-clear = Clear filters
table-view-save = Save view
table-any = All
table-none = None
table-unknown = Unknown

## Command palette and help
palette-hint = Type a command, an organisation or a document number
palette-recent = Recent
palette-commands = Commands
palette-nothing = No such command
help-keys = Keys
help-about = About

## Dialogs and notices
dialog-unsaved = There are unsaved changes
dialog-unsaved-detail = If you close now, the latest changes are lost.
dialog-discard = Discard
dialog-delete-title = Delete “{ $name }”?
dialog-delete-detail = It can be restored until signing.
notice-copied = Copied
notice-file-saved = File saved: { $name }
notice-printed = Sent to the printer
progress-of = { $done } of { $total }
progress-cancelled = Cancelled

## Fields
field-required = Required
field-optional = optional
field-number = Number
field-date = Date
field-time = Time
field-period = Period
field-name = Name
field-person-name = Full name
field-position = Position
field-iin = IIN
field-bin = BIN
field-address = Address
field-region = Region
field-state = State
field-amount = Amount, ₸
field-note = Note
field-basis = Basis
field-author = Author
field-phone = Phone
field-errors-summary = Correct { $count } { $count ->
    [one] field
   *[other] fields
    }

## Notices after a start and a sync
notice-recovered = Interrupted work was recovered: { $count } { $count ->
    [one] answer
   *[other] answers
    }
notice-merged = Changed by colleagues: { $count } { $count ->
    [one] item
   *[other] items
    }
