# Потребности школ из файла: шаблон, предпросмотр, что не принято.

needs-file-load = Загрузить из файла…
needs-file-back = Отменить загрузку
needs-file-template = Шаблон для заполнения
needs-file-name = Потребность школ
needs-file-reading = Файл читается
needs-file-unread = Файл не прочитан
needs-file-title = Потребности из файла «{ $name }»
needs-file-term = Суммы — за весь срок: { $months }. Найдены столбцы: { $columns }. Чего в файле нет или не заполнено, останется как было.
needs-file-summary = Изменится: { $changed }. Без изменений: { $same }. Не принято: { $refused }.
needs-file-refused = { $count ->
    [one] { $count } строка не принята: из неё не берётся ничего.
    [few] { $count } строки не приняты: из них не берётся ничего.
   *[many] { $count } строк не принято: из них не берётся ничего.
}
needs-file-all = Все строки
needs-file-changes = Изменения
needs-file-to-look-at = Не приняты
needs-file-no-lines = Таких строк нет.
needs-file-line = Строка { $line }
needs-file-same = Уже так.
needs-file-empty = Ничего не заполнено: останется как было.
needs-file-nothing = Изменять нечего.
needs-file-set = { $count ->
    [one] Изменить у { $count } школы
    [few] Изменить у { $count } школ
   *[many] Изменить у { $count } школ
}
needs-file-headings = В файле нет строки заголовков со столбцом «БИН» и хотя бы одним показателем. Сохраните шаблон и заполните его.
needs-file-column-twice = Два столбца файла об одном и том же. Оставьте один и загрузите файл снова.
needs-file-quote = В строке { $line } открыта кавычка и не закрыта. Исправьте её и загрузите файл снова.
needs-file-too-long = Файл слишком велик: в нём должны быть только школы региона.
needs-file-broken = Файл повреждён или это не таблица. Откройте его в редакторе таблиц и сохраните снова как XLSX или CSV.
needs-file-old = Это таблица старого формата XLS. Сохраните её как XLSX или CSV и загрузите снова.
needs-heading-bin = БИН
needs-heading-name = Школа
needs-heading-pupils = Учащихся всего
needs-heading-beyond = Учащихся вне 1-й смены
needs-heading-first = Стоимость 1-й смены, ₸
needs-heading-others = Стоимость остальных, ₸
needs-fault-bin = БИН не указан или с ошибкой.
needs-fault-unknown = Школы с таким БИН в регионе нет.
needs-fault-twice = Школа указана в файле несколько раз.
needs-fault-several = Этот БИН у нескольких школ: введите потребность вручную.
needs-fault-takes-no-part = Не участвует: заявка на финансирование не принята.
needs-fault-unread = «{ $column }»: это не число или его можно прочесть по-разному.
needs-fault-range = «{ $column }»: меньше нуля или слишком много.
needs-fault-no-pupils = Стоимость указана, а учащихся нет.
needs-fault-places = Учащихся 1-й смены { $pupils }, проектная мощность { $places }.
