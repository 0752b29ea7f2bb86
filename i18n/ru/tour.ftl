# Steps of the tour.
tour-step-sign-in = Вошёл председатель комиссии
tour-step-open-visit = Открыт выезд
tour-step-arrive = Отмечены прибытие и допуск
tour-step-answer = Заполнены проверочные листы
tour-step-head-count = Проведён пересчёт
tour-step-evidence = Приложены доказательства
tour-step-act = Составлен акт
tour-step-sign = Комиссия подписала
tour-step-sync = Акт отправлен в реестр
tour-step-decision = Специалист принял решение
