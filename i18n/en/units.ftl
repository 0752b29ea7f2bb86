# Units, spans of time and lists.
unit-days = { $count } { $count ->
    [one] day
   *[other] days
    }
unit-days-short = { $count } d
unit-hours-short = { $count } h
unit-minutes-short = { $count } min
unit-seconds-short = { $count } s
unit-bytes = { $count } B
unit-kilobytes = { $size } KB
unit-megabytes = { $size } MB
unit-gigabytes = { $size } GB
unit-terabytes = { $size } TB
unit-copies = { $count } { $count ->
    [one] copy
   *[other] copies
    }
unit-list-and = { $first } and { $last }
unit-list-or = { $first } or { $last }

## Relative time
time-just-now = just now
time-in-a-moment = in a moment
time-minutes-ago = { $count } { $count ->
    [one] minute
   *[other] minutes
    } ago
time-in-minutes = in { $count } { $count ->
    [one] minute
   *[other] minutes
    }
time-hours-ago = { $count } { $count ->
    [one] hour
   *[other] hours
    } ago
time-in-hours = in { $count } { $count ->
    [one] hour
   *[other] hours
    }
time-days-ago = { $count } { $count ->
    [one] day
   *[other] days
    } ago
time-in-days = in { $count } { $count ->
    [one] day
   *[other] days
    }
time-today = today
time-yesterday = yesterday
time-tomorrow = tomorrow
