# Бюджет, его распределение, план финансирования.

nav-order-budget = Бюджет и план
funding-title = Бюджет и план финансирования
funding-empty = Сведений о бюджете нет
funding-empty-detail = Бюджет вносит управление образования региона.
funding-year = Год
funding-department = Регион
funding-tab-budget = Бюджет
funding-tab-distribution = Распределение
funding-tab-plan = План финансирования
funding-draft-kept = черновик сохранён
funding-draft-keeping = черновик сохраняется
funding-budget = Бюджет
funding-budget-of = Бюджет для частных школ на { $year } год
funding-budget-versions = Версии
funding-budget-version = Версия { $version }
funding-budget-unkept = сумма не сохранилась
funding-budget-by = изменён на { $sum } ₸
funding-budget-none = Бюджет этого года не внесён.
funding-budget-set = Внести бюджет
funding-budget-change = Уточнить бюджет
funding-budget-differs = Отличие от нынешнего: { $sum } ₸
funding-budget-enter = Внести…
funding-enter = Внести
funding-budget-enter-title = Внести бюджет на { $year } год?
funding-amount = Сумма
funding-amount-missing = Введите сумму больше нуля.
funding-basis = Основание
funding-basis-hint = Документ, который устанавливает бюджет: название, номер, дата.
funding-planned = Запланировано
funding-contracted = Связано договорами
funding-acted = По актам
funding-paid = Оплачено
funding-not-planned = Не запланировано
funding-no-schools = Распределять не между кем
funding-no-schools-detail = В распределении участвуют школы, чья заявка на финансирование принята.
funding-from = С месяца
funding-to = По месяц
funding-to-distribute = К распределению
funding-base = Остаток пропорционально
funding-base-not-financed = Непрофинансированным
funding-base-whole = Всему контингенту
funding-short = Если не хватит на 1-ю смену
funding-short-proportion = Всем равная доля
funding-short-wait = Не распределять
funding-approved = Утверждены:
funding-approved-one = { $months }: { $sum }
funding-pupils = Учащиеся
funding-pupils-short = Учащихся
funding-pupils-beyond = Учащиеся вне 1-й смены
funding-beyond-short = Вне 1-й смены
funding-first-shift = 1-я смена
funding-others = Остальные
funding-total = Всего
funding-need = Потребность
funding-share = Доля
funding-lacking = Не хватает
funding-other-whole = Если всему контингенту
funding-other-not-financed = Если непрофинансированным
funding-other-change = Разница
funding-remark = Примечание
funding-given = Распределено
funding-left = Остаток
funding-first-covered = 1-я смена обеспечена
funding-first-not-covered = На 1-ю смену не хватает
funding-short-by = Не хватает: { $sum }.
funding-is-approved = Утверждено
funding-trial = Пробный расчёт: пока распределение не утверждено, в реестр ничего не записано.
funding-working = Идёт расчёт.
funding-nothing = Никому ничего не достаётся: введите потребности.
funding-approve = Утвердить
funding-approve-distribution = Утвердить распределение…
funding-approve-distribution-title = Утвердить распределение?
funding-approve-distribution-detail = { $count ->
    [one] Между { $count } школой распределяется { $sum }, остаток { $left }.
    [few] Между { $count } школами распределяется { $sum }, остаток { $left }.
   *[many] Между { $count } школами распределяется { $sum }, остаток { $left }.
}
funding-make-plan = Составить план
funding-origin = Откуда
funding-origin-distribution = Из последнего утверждённого распределения
funding-origin-act = Из акта за { $month }; учащиеся сверх проектной мощности отнесены не к 1-й смене
funding-origin-nothing = Неизвестно: введите
funding-origin-entered = Введено вручную
funding-need-known = Вернуть известные данные
funding-need-fill = Нужно заполнить
funding-need-entered = Вручную
funding-need-negative = Сумма не может быть меньше нуля.
funding-need-beyond = Учащихся вне 1-й смены больше, чем всех учащихся.
funding-need-unfit = Учащиеся вне 1-й смены и их стоимость указываются вместе.
funding-need-none = Число учащихся не указано: школе ничего не достанется.
funding-plan-none = Плана ещё нет
funding-plan-none-detail = Внесите бюджет, рассчитайте распределение и составьте план.
funding-plan-versions = Версия плана
funding-plan-draft = Черновик новой версии
funding-plan-version = Версия { $version }
funding-plan-version-in-force = Версия { $version }, действует
funding-plan-file = План финансирования { $year }, версия { $version }
funding-plan-only = Только изменения · { $schools }, { $sums }
funding-plan-only-schools = { $count ->
    [one] { $count } школа
    [few] { $count } школы
   *[many] { $count } школ
}
funding-plan-only-sums = { $count ->
    [one] { $count } сумма
    [few] { $count } суммы
   *[many] { $count } сумм
}
funding-plan-teaching = Обучение
funding-plan-buildings = Возмещение зданий
funding-plan-by-schedule = По графику на весь год
funding-plan-stale = После начала этого черновика утверждена версия { $version }.
funding-plan-move = Сравнить с последней
funding-plan-change = Изменить план
funding-plan-discard = Отменить черновик
funding-plan-restore = Вернуть прежний черновик
funding-plan-before = Было
funding-plan-sum = По плану
funding-plan-change-sum = Изменение
funding-plan-was = Было: { $sum }
funding-plan-even = Разделить поровну по месяцам
funding-plan-no-changes = Отличий от действующей версии нет.
funding-plan-approved-at = Утверждена { $time }
funding-plan-left = Запланировано, но не законтрактовано
funding-plan-left-of = Запланировано, но не законтрактовано: { $sum }
funding-plan-differs = Изменено
funding-plan-find = Найти школу
funding-fault-none = Замечаний нет
funding-behind-total = Записей: { $count }, всего { $sum }
funding-behind-none = За этим показателем записей нет.
funding-behind-open = Открыть: { $name }
funding-behind-hint = Нажмите на показатель: откроются школы, договоры или акты, из которых он сложился.
funding-plan-why = Почему план меняется
funding-plan-reason = Причина изменения: { $reason }
funding-versions-button = Редакции ({ $count })
funding-versions-title = Редакции распределения
funding-versions-sum = Распределено: { $sum }
funding-versions-unkept = Суммы этой редакции не сохранены.
funding-plan-approve = Утвердить версию { $version }…
funding-plan-approve-title = Утвердить версию { $version } плана?
funding-plan-approve-detail = { $count ->
    [one] Изменяется { $count } сумма. Всего по плану { $sum }.
    [few] Изменяются { $count } суммы. Всего по плану { $sum }.
   *[many] Изменяется { $count } сумм. Всего по плану { $sum }.
}
funding-fault-sum = { $school }, { $month }: сумма должна быть больше нуля.
funding-fault-sum-short = Неверная сумма
funding-fault-over = План больше бюджета на { $sum }.
funding-fault-below = { $school }: по договорам { $sum }, в плане меньше.
funding-fault-below-short = Меньше договора
funding-faults-more = { $count ->
    [one] и ещё { $count } замечание
    [few] и ещё { $count } замечания
   *[many] и ещё { $count } замечаний
}

## Реестр управлений образования
funding-tab-departments = Управления
departments-name = Реестр управлений образования
departments-count = { $count ->
    [one] { $count } управление образования
    [few] { $count } управления образования
   *[many] { $count } управлений образования
}
departments-find = Регион, КАТО
departments-department = Управление
departments-plan = План
departments-stage-no-budget = Бюджета нет
departments-stage-no-plan = Плана нет
departments-stage-in-force = Действует
departments-version = Версия
departments-approved = Утверждён
departments-left = Остаток плана
departments-waiting = На проверке
departments-waits = Есть реестры на проверке
departments-late = Просрочено актов
departments-is-late = С просроченными актами
departments-changed = Изменение
departments-mandates-none = Поручений ни у кого нет
departments-mandate-until = до { $day }
departments-versions = Версии плана
departments-differences = Что изменила версия { $version }
departments-registers-of = { $count } · { $sum }
