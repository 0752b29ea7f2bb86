# Реестры: фильтры, столбцы, представления, таблицы.
register-filter = Фильтр
register-filter-of = Фильтр по столбцу «{ $column }»
register-apply = Применить
register-any = По значению
register-empty = Только пустые
register-not-empty = Только заполненные
register-contains = Содержит слова
register-contains-hint = Порядок слов не важен; казахские буквы можно набирать русскими.
register-from = От
register-to = До
register-from-after-to = Значение «От» больше значения «До»
register-columns = Столбцы
register-ordered-by = Порядок: { $columns }
register-ordered-by-show = Показать столбец, по которому упорядочены строки
register-column-left = Столбец «{ $column }» левее
register-column-right = Столбец «{ $column }» правее
register-no-columns = Выберите хотя бы один столбец
register-clear-filters = Снять фильтры ({ $count })
register-views = Представления
register-view-named = Представление: { $name }
register-view-first = Исходное представление
register-views-none = Сохранённых представлений нет
register-view-name = Название этого представления
register-view-hint = Сохраняются столбцы, фильтры и порядок. Представление хранится на этом компьютере зашифрованным.
register-view-keep = Сохранить представление
register-view-open = Взять из файла
register-view-share = Сохранить представление «{ $name }» в файл
register-view-forget = Удалить представление «{ $name }»
register-view-share-office = Поделиться представлением «{ $name }» с коллегами
register-view-copy = Сохранить общее представление «{ $name }» себе
register-view-take-back = Убрать общее представление «{ $name }» у всех
register-view-by = общее · { $who }
register-view-by-you = общее · поделились вы
register-view-by-colleague = общее · коллега
register-view-waits = ждёт отправки
register-view-sharing = Поделиться с коллегами
register-view-share-do = Поделиться
register-view-seen-by = Представление увидят все, кто работает здесь: { $office }. Видны столбцы, фильтры и порядок, строки реестра не передаются.
register-view-title-care = Название прочтут все: не пишите в нём имён и ИИН.
register-view-left-out = Набранные слова не передаются: в них могут быть имя или ИИН. Без фильтров по столбцам: { $columns }.
register-office-issuer = эмитент ваучеров (МНВО)
register-view-taken = Представление «{ $name }» взято из файла. Чтобы оно осталось, сохраните его.
register-view-unread = Файл не прочитан как представление: { $reason }
register-view-newer = Представление сделано более новой версией программы ({ $reason })
register-view-other = Это представление другого реестра ({ $reason })
register-unknown = Не применены фильтр или порядок по столбцам: { $columns }. Строк может быть больше, чем задумано.
register-export = В файл…
register-export-xlsx = Таблица Excel (XLSX)
register-export-csv = Текст CSV
register-export-pdf = Страницы для печати (PDF)
register-writing = Файл пишется: готово { $done } из { $of } строк
register-stopped = Файл не сохранён: запись остановлена
register-not-saved = Файл не сохранён: { $reason }
register-too-many-rows = На лист Excel не помещается ({ $reason }). Поставьте фильтр или выберите CSV.
register-too-many-to-print = На бумагу выводится не больше 50 000 строк. Поставьте фильтр или выберите CSV.
register-print-data-of = Данные на
register-print-rows = Строк
register-print-filtered = Отобрано по столбцам
register-total = Итого
register-total-rows = Итого: { $count }
register-total-chosen = Выбрано: { $count }
register-counted = В итоге
register-counted-no = нет
register-counted-yes = да
register-print-totals = Итоги
register-total-besides = { $total }, { $besides }
register-yes = Да
register-no = Нет
register-kind = Вид
register-region = Область или город
register-district = Район или город
register-licence-issued = Лицензия выдана
register-capacity = Мощность, мест
register-learners = Ученики
register-permitted = Разрешение, мест
register-teachers = Педагоги
register-decision = ФЛК для заявки
register-decision-allowed = Препятствий нет
register-decision-review = Нужно рассмотрение
register-decision-waits = Ждёт источник
register-decision-refused = Стоп-фактор
register-anomalies = Аномалии
register-anomalies-which = Какие аномалии
register-anomalies-filter = Есть аномалии
register-anomalies-pill = Аномалии
register-anomalies-none = Нет
register-anomalies-count = { $count ->
    [one] { $count } аномалия
    [few] { $count } аномалии
   *[many] { $count } аномалий
}
register-contract = Последний договор
register-contract-until = Договор до
register-contract-amount = Сумма договора, ₸
register-check = Проверить: { $count }
register-check-run = Запустить проверки
register-check-what = Реестр заново выполнит автоматические проверки { $count ->
    [one] { $count } организации
    [few] { $count } организаций
   *[many] { $count } организаций
}. Стоп-факторы могут измениться; оплата сама по себе не остановится. Без сети просьба подождёт связи.
register-check-rest = и ещё { $count }
register-check-asked = Запрошены проверки: { $count }

## Регионы (ключ составляется при выполнении: region-<КАТО>)
region-10 = Область Абай
region-11 = Акмолинская область
region-15 = Актюбинская область
region-19 = Алматинская область
region-23 = Атырауская область
region-27 = Западно-Казахстанская область
region-31 = Жамбылская область
region-33 = Область Жетысу
region-35 = Карагандинская область
region-39 = Костанайская область
region-43 = Кызылординская область
region-47 = Мангистауская область
region-55 = Павлодарская область
region-59 = Северо-Казахстанская область
region-61 = Туркестанская область
region-62 = Область Улытау
region-63 = Восточно-Казахстанская область
region-71 = город Астана
region-75 = город Алматы
region-79 = город Шымкент

## Аномалии (ключ составляется при выполнении: anomaly-<проверка>)
anomaly-premises-permit = { $count ->
    [one] Контингент выше санитарного разрешения
    [few] Контингент выше санитарного разрешения в { $count } зданиях
   *[many] Контингент выше санитарного разрешения в { $count } зданиях
}
anomaly-premises-capacity = { $count ->
    [one] Контингент выше проектной мощности здания
    [few] Контингент выше проектной мощности { $count } зданий
   *[many] Контингент выше проектной мощности { $count } зданий
}
anomaly-learner-duplicate = { $count ->
    [one] { $count } ученик в списках нескольких школ
    [few] { $count } ученика в списках нескольких школ
   *[many] { $count } учеников в списках нескольких школ
}
anomaly-learner-moves = { $count ->
    [one] { $count } ученик переходил много раз
    [few] { $count } ученика переходили много раз
   *[many] { $count } учеников переходили много раз
}
anomaly-teacher-duplicate = { $count ->
    [one] { $count } педагог числится в нескольких организациях
    [few] { $count } педагога числятся в нескольких организациях
   *[many] { $count } педагогов числятся в нескольких организациях
}
anomaly-teacher-contributions = { $count ->
    [one] У { $count } педагога нет пенсионных взносов
    [few] У { $count } педагогов нет пенсионных взносов
   *[many] У { $count } педагогов нет пенсионных взносов
}

## Районы и города
district-district = { $name } район
district-of-city = { $name } район
district-town = г. { $name }
