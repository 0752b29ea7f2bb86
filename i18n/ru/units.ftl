# Units, spans of time and lists.
unit-days = { $count } { $count ->
    [one] день
    [few] дня
   *[many] дней
    }
unit-days-short = { $count } дн
unit-hours-short = { $count } ч
unit-minutes-short = { $count } мин
unit-seconds-short = { $count } с
unit-bytes = { $count } Б
unit-kilobytes = { $size } КБ
unit-megabytes = { $size } МБ
unit-gigabytes = { $size } ГБ
unit-terabytes = { $size } ТБ
unit-copies = { $count } { $count ->
    [one] экземпляр
    [few] экземпляра
   *[many] экземпляров
    }
unit-list-and = { $first } и { $last }
unit-list-or = { $first } или { $last }

## Relative time
time-just-now = только что
time-in-a-moment = сейчас
time-minutes-ago = { $count } { $count ->
    [one] минуту
    [few] минуты
   *[many] минут
    } назад
time-in-minutes = через { $count } { $count ->
    [one] минуту
    [few] минуты
   *[many] минут
    }
time-hours-ago = { $count } { $count ->
    [one] час
    [few] часа
   *[many] часов
    } назад
time-in-hours = через { $count } { $count ->
    [one] час
    [few] часа
   *[many] часов
    }
time-days-ago = { $count } { $count ->
    [one] день
    [few] дня
   *[many] дней
    } назад
time-in-days = через { $count } { $count ->
    [one] день
    [few] дня
   *[many] дней
    }
time-today = сегодня
time-yesterday = вчера
time-tomorrow = завтра
