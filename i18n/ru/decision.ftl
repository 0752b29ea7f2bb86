# The officer's queue: from the registered act to the decision.
decision-queue = Ожидают решения
decision-queue-empty = Актов, ожидающих решения, нет
decision-title = Решение по акту № { $number }
decision-proposed = Предложено реестром
decision-proposed-detail = Предложение выведено из нарушений в акте. Решение принимаете вы.
decision-since-registration = Зарегистрирован { $when }
decision-act = Акт
decision-signatures = Подписи
decision-signatures-valid = Все подписи действительны: { $count }
decision-objections = Возражения организации
decision-objections-wait = Срок возражений истекает { $date }
decision-opinions = Особые мнения
decision-violations = Нарушения-основания
decision-payments-affected = Затронутые платежи
decision-payments-sum = { $count } { $count ->
    [one] платёж
    [few] платежа
   *[many] платежей
    }, { $sum }
decision-suspend = Приостановить оплату
decision-terminate = Расторгнуть договор
decision-dismiss = Отклонить предложение
decision-resume = Возобновить оплату
decision-order-repeat = Назначить повторный выезд
decision-reason = Обоснование решения
decision-reason-hint = На какие пункты акта вы опираетесь
decision-confirm-suspend = Оплата по адресу { $premises } ({ $organisation }) будет приостановлена до { $date }.
decision-confirm-terminate = Договор с { $organisation } будет расторгнут. Отменить это решение нельзя.
decision-confirm-dismiss = Предложение будет отклонено, оплата продолжится.
decision-confirm-resume = Оплата организации { $organisation } возобновится.
decision-taken = Решение принято: { $time }
decision-taken-by = Кто принял решение
decision-notice = Уведомление организации
decision-points-open = Не устранено пунктов: { $count }
decision-all-remedied = Все нарушения устранены
decision-filter-mine = Мой регион
decision-filter-urgent = Срок близко
