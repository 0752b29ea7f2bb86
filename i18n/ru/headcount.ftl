# Head count against the registry, the LMS and the QR marks.
headcount-title = Пересчёт
headcount-start = Начать пересчёт
headcount-group = Группа
headcount-class = Класс
headcount-room = Аудитория
headcount-teacher = Преподаватель
headcount-subject = Дисциплина
headcount-counted-at = Время пересчёта
headcount-listed = По списку
headcount-lms = По LMS
headcount-qr = По QR
headcount-orders = По приказам
headcount-journal = По журналу
headcount-actual = Фактически
headcount-difference = Расхождение
headcount-no-difference = Расхождений нет
headcount-difference-found = Расхождение: { $count } { $count ->
    [one] человек
    [few] человека
   *[many] человек
    }
headcount-marked-absent = Отмечены по QR, но отсутствуют: { $count }
headcount-present-unlisted = Присутствуют, но нет в списке: { $count }
headcount-qr-frozen = Список QR зафиксирован в { $time }
headcount-qr-freeze = Зафиксировать список QR
headcount-add-group = Добавить группу
headcount-choose-random = Выбрать случайно
headcount-random-seed = Случайная выборка № { $seed }
headcount-groups-counted = Посчитано групп: { $done } из { $total }
headcount-list = Список обучающихся
headcount-presence-present = Присутствует
headcount-presence-absent = Отсутствует
headcount-presence-excused = Отсутствует по уважительной причине
headcount-presence-unmarked = Не отмечен
headcount-mark-all-present = Отметить всех присутствующими
headcount-absence-reason = Причина отсутствия
headcount-identity-checked = Личность проверена
headcount-identity-sample = Выборка для проверки личности: { $count }
headcount-photo-without-faces = Фото без лиц
headcount-summary = по списку { $listed } · фактически { $actual }
headcount-share = Доля присутствия
headcount-below-half = Присутствие ниже 50 %
headcount-no-classes = В это время занятий нет
headcount-empty = Группы не выбраны
headcount-empty-detail = Выберите группы случайно или добавьте из списка.
headcount-actual-too-many = Фактически больше, чем по списку. Тех, кого нет в списке, запишите отдельно.
headcount-finish = Завершить пересчёт
headcount-finished = Пересчёт завершён
