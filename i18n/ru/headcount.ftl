# Head count against the registry, the LMS and the QR marks.
headcount-title = Пересчёт
headcount-group = Группа
headcount-room = Аудитория
headcount-listed = По списку
headcount-lms = По LMS
headcount-qr = По QR
headcount-orders = По приказам
headcount-orders-hint = Число обучающихся по приказам о зачислении; пусто, если приказы не смотрели
headcount-orders-difference = Приказы минус факт
headcount-actual = Фактически
headcount-difference = Расхождение
headcount-no-difference = Расхождений нет
headcount-difference-found = Расхождение: { $count } { $count ->
    [one] человек
    [few] человека
   *[many] человек
    }
headcount-marked-absent = Отмечены по QR, но отсутствуют: { $count }
headcount-presence-present = Присутствует
headcount-presence-absent = Отсутствует
headcount-presence-excused = Отсутствует по уважительной причине
headcount-presence-unmarked = Не отмечено
headcount-mark-present = Есть
headcount-mark-absent = Нет
headcount-mark-excused = По уважительной
headcount-mark-all-present = Отметить всех присутствующими
headcount-summary = Всего по списку { $listed } · отмечено { $marked }, из них присутствуют { $actual }
headcount-groups-counted = Сосчитано групп: { $done } из { $total }
headcount-all-groups = Все группы
headcount-none-counted = Расхождение появится, когда хотя бы одна группа будет сосчитана до конца.
headcount-show-iin = Показать ИИН
headcount-empty = Группы не выбраны
