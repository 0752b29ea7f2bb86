# Units, spans of time and lists.
unit-days = { $count } күн
unit-days-short = { $count } күн
unit-hours-short = { $count } сағ
unit-minutes-short = { $count } мин
unit-seconds-short = { $count } сек
unit-bytes = { $count } Б
unit-kilobytes = { $size } КБ
unit-megabytes = { $size } МБ
unit-gigabytes = { $size } ГБ
unit-terabytes = { $size } ТБ
unit-copies = { $count } дана
unit-list-and = { $first } және { $last }
unit-list-or = { $first } немесе { $last }

## Relative time
time-just-now = жаңа ғана
time-in-a-moment = қазір
time-minutes-ago = { $count } минут бұрын
time-in-minutes = { $count } минуттан кейін
time-hours-ago = { $count } сағат бұрын
time-in-hours = { $count } сағаттан кейін
time-days-ago = { $count } күн бұрын
time-in-days = { $count } күннен кейін
time-today = бүгін
time-yesterday = кеше
time-tomorrow = ертең
