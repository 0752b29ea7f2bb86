# Frame of the program: name, places, buttons used everywhere, states of a panel.
app-name = Бақылау
app-tagline = Деньги идут только туда, где действительно учат
app-version = Версия { $version }
app-window-title = { $place } — Бақылау
app-demo-mark = Демонстрационные данные
app-demo-mark-detail = Эти данные вымышлены и не имеют юридической силы.

## Left rail: groups
nav-group-commission = Комиссия
nav-group-department = Управление
nav-group-data = Данные
nav-group-control = Контроль
nav-group-payments = Платежи
nav-group-system = Система

## Left rail: places
nav-my-visits = Мои выезды
nav-visits = Выезды
nav-prescriptions = Предписания
nav-violations = Нарушения
nav-organisations = Организации
nav-schools = Школы
nav-universities = Вузы
nav-licences = Лицензии
nav-contingent = Контингент
nav-decisions = Решения
nav-signing = Подписание
nav-checklists = Проверочные листы
nav-documents = Документы
nav-dashboard = Обзор
nav-sync = Синхронизация
nav-settings = Настройки
nav-help = Справка

## Top bar
bar-search = Поиск или команда
bar-language = Язык
bar-theme = Оформление
bar-theme-light = Светлое
bar-theme-dark = Тёмное
bar-theme-system = Как в системе
bar-person = Пользователь
bar-sign-out = Выйти
bar-lock = Заблокировать

## Names of the languages, as seen from each of them
language-kk = казахский
language-ru = русский
language-en = английский

## Buttons
button-save = Сохранить
button-save-as = Сохранить как…
button-cancel = Отмена
button-back = Назад
button-next = Далее
button-previous = Предыдущий
button-close = Закрыть
button-done = Готово
button-finish = Завершить…
button-retry = Повторить
button-search = Найти
button-clear = Очистить
button-filter = Фильтр
button-print = Печать…
button-export = Экспорт…
button-import = Импорт…
button-open = Открыть
button-open-file = Открыть файл…
button-choose-file = Выбрать файл…
button-add = Добавить
button-edit = Изменить
button-delete = Удалить
button-restore = Восстановить
button-undo = Отменить
button-redo = Вернуть
button-copy = Копировать
button-paste = Вставить
button-select-all = Выделить все
button-refresh = Обновить
button-details = Подробнее…
button-show-all = Показать все
button-send = Направить
button-sign = Подписать
button-verify = Проверить
button-yes = Да
button-no = Нет
button-ok = Хорошо
button-pause = Приостановить
button-resume = Продолжить
button-stop = Остановить
button-skip = Пропустить
button-full-screen = На весь экран

## States of a panel
panel-loading = Загрузка…
panel-empty = Здесь пока ничего нет
panel-nothing-found = Ничего не найдено
panel-nothing-found-detail = Сократите запрос или снимите фильтр.
panel-error = Не удалось открыть данные
panel-no-access = У вас нет доступа к этому разделу
panel-no-access-detail = Раздел открыт для другой роли. Если он нужен вам, попросите доступ у администратора.
panel-stale = Показано состояние на { $time }

## Tables
table-rows = { $count } { $count ->
    [one] строка
    [few] строки
   *[many] строк
    }
table-rows-filtered = Показано { $count } из { $total }
table-selected = Выбрано: { $count }
table-total = Итого
table-columns = Столбцы
table-sort-ascending = По возрастанию
table-sort-descending = По убыванию
table-filter-clear = Снять фильтры
table-view-save = Сохранить вид
table-any = Все
table-none = Нет
table-unknown = Неизвестно

## Command palette and help
palette-hint = Введите команду, организацию или номер документа
palette-recent = Недавние
palette-commands = Команды
palette-nothing = Такой команды нет
help-keys = Клавиши
help-about = О программе

## Dialogs and notices
dialog-unsaved = Есть несохранённые изменения
dialog-unsaved-detail = Если закрыть сейчас, последние изменения пропадут.
dialog-discard = Не сохранять
dialog-delete-title = Удалить «{ $name }»?
dialog-delete-detail = До подписания можно восстановить.
notice-copied = Скопировано
notice-file-saved = Файл сохранён: { $name }
notice-printed = Отправлено на печать
progress-of = { $done } из { $total }
progress-cancelled = Отменено

## Fields
field-required = Обязательное поле
field-optional = необязательно
field-number = Номер
field-date = Дата
field-time = Время
field-period = Период
field-name = Наименование
field-person-name = ФИО
field-position = Должность
field-iin = ИИН
field-bin = БИН
field-address = Адрес
field-region = Регион
field-state = Состояние
field-amount = Сумма, ₸
field-note = Примечание
field-basis = Основание
field-author = Автор
field-phone = Телефон
field-errors-summary = Исправьте { $count } { $count ->
    [one] поле
    [few] поля
   *[many] полей
    }

## Notices after a start and a sync
notice-recovered = Прерванная работа восстановлена: { $count } { $count ->
    [one] ответ
    [few] ответа
   *[many] ответов
    }
notice-merged = Изменено коллегами: { $count } { $count ->
    [one] пункт
    [few] пункта
   *[many] пунктов
    }
