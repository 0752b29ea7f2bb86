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
headcount-presence-unmarked = Не отмечен
headcount-mark-present = Есть
headcount-mark-absent = Нет
headcount-mark-excused = По уважительной
headcount-mark-all-present = Отметить всех присутствующими
headcount-summary = по списку { $listed } · фактически { $actual }
headcount-groups-counted = сосчитано групп: { $done } из { $total }
headcount-empty = Группы не выбраны
