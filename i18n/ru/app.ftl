# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Бақылау
app-tagline = Деньги идут только туда, где действительно учат
app-version = Версия { $version }
app-demo-mark = Демонстрационные данные
app-demo-mark-detail = Эти данные вымышлены и не имеют юридической силы.

## Left rail: groups
nav-group-commission = Комиссия
nav-group-data = Данные
nav-group-control = Контроль
nav-group-system = Система

## Left rail: places
nav-my-visits = Мои выезды
nav-visits = Выезды
nav-prescriptions = Предписания
nav-organisations = Организации
nav-decisions = Решения
nav-sync = Синхронизация
nav-settings = Настройки

## Top bar
bar-search = Поиск
bar-language = Язык
bar-theme = Оформление
bar-theme-light = Светлое
bar-theme-dark = Тёмное
bar-person = Пользователь
bar-sign-out = Выйти

## Names of the languages, as seen from each of them
language-kk = казахский
language-ru = русский
language-en = английский

## Buttons
button-save = Сохранить
button-cancel = Отмена
button-next = Далее
button-previous = Предыдущий
button-close = Закрыть
button-finish = Завершить…
button-search = Найти
button-clear = Очистить
button-print = Печать…
button-open = Открыть
button-delete = Удалить
button-restore = Восстановить
button-undo = Отменить
button-select-all = Выделить все

## States of a panel
panel-loading = Загрузка…
panel-empty = Здесь пока ничего нет
panel-nothing-found = Ничего не найдено
panel-nothing-found-detail = Сократите запрос или снимите фильтр.
panel-error = Не удалось открыть данные
panel-try-again = Повторить

## Tables
table-sort-ascending = По возрастанию
table-sort-descending = По убыванию
table-unknown = Неизвестно

## Command palette and help
palette-hint = Введите команду, организацию или номер документа
palette-commands = Команды
help-keys = Клавиши

## Dialogs and notices
notice-copied = Скопировано
notice-file-saved = Файл сохранён: { $name }
notice-printed = Отправлено на печать
notice-printer-viewer = Принтер не настроен: файл открыт, напечатайте его оттуда
progress-of = { $done } из { $total }

## Fields
field-required = Обязательное поле
number-sign = № { $number }
field-name = Наименование
field-position = Должность
field-iin = ИИН
field-bin = БИН
field-address = Адрес
field-state = Состояние
field-amount = Сумма

## Notices after a start and a sync
notice-recovered = Прерванная работа восстановлена: { $count } { $count ->
    [one] запись
    [few] записи
   *[many] записей
    }
notice-merged = Изменено коллегами: { $count } { $count ->
    [one] пункт
    [few] пункта
   *[many] пунктов
    }
