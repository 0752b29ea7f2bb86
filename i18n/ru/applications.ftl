# Заявки школ: реестр, решения, кабинет школы.

nav-order-applications = Заявки
order-applications = Заявки школ
order-applications-count = { $count ->
    [one] { $count } заявка
    [few] { $count } заявки
   *[many] { $count } заявок
}
order-applications-find = Школа, БИН, вид заявки
order-applications-empty = Заявок ещё нет
order-applications-empty-detail = Заявку подаёт школа; после отправки она появится здесь.
application-kind = Вид заявки
application-kind-digitisation = Оцифровка
application-kind-financing = Финансирование
application-kind-construction = Возмещение строительства
application-kind-reconstruction = Возмещение реконструкции
application-kind-missing = Выберите вид заявки.
application-stage-new = Новая
application-stage-new-again = Новая после доработки
application-stage-in-work = На исполнении
application-stage-in-approval = На согласовании
application-stage-back-at-executor = На доработке у исполнителя
application-stage-back-at-school = На доработке у школы
application-stage-accepted = Принята
application-stage-refused = Отклонена
application-stage-withdrawn = Отозвана
application-seen-sent = Отправлена
application-seen-rework = На доработке
application-seen-accepted = Принята
application-seen-refused = Отклонена
application-seen-withdrawn = Отозвана
application-sent = Отправлена
application-due = Срок до
application-clock = Срок рассмотрения
application-clock-late = Просрочено
application-clock-last-day = Последний день
application-clock-running = Срок идёт
application-clock-paused = У школы
application-clock-stopped = Решена
application-left = { $count ->
    [one] Остался { $count } раб. день
    [few] Осталось { $count } раб. дня
   *[many] Осталось { $count } раб. дней
}
application-late = { $count ->
    [one] Просрочено: { $count } раб. день
    [few] Просрочено: { $count } раб. дня
   *[many] Просрочено: { $count } раб. дней
}
application-left-paused = { $count ->
    [one] У школы, останется { $count } день
    [few] У школы, останется { $count } дня
   *[many] У школы, останется { $count } дней
}
application-decided-late = { $count ->
    [one] Решена позже на { $count } день
    [few] Решена позже на { $count } дня
   *[many] Решена позже на { $count } дней
}
application-due-left = до { $day }. { $left }
application-round = Подана, раз
application-signature = Подпись школы
application-signature-waits = ещё не подписана школой
application-unsigned = Школа ещё не подписала заявку: принять её нельзя.
application-sign-wanted = Заявку нужно подписать ЭЦП первого руководителя: до этого её не примут.
application-sign = Подписать
application-sign-documents = { $count ->
    [one] { $count } документ
    [few] { $count } документа
   *[many] { $count } документов
}
application-hand = Исполнитель
application-hand-none = Нет
application-hand-you = Вы
application-hand-other = Другой сотрудник
application-proposed = Предложено
application-proposed-accept = Принять заявку
application-proposed-refuse = Отклонить заявку
application-basis = Основания
application-basis-missing = Отметьте хотя бы одно основание.
application-reason-hint = Этот текст увидит школа.
application-remarks = Замечания
application-remark-whole = К заявке в целом
application-remark-missing = Напишите хотя бы одно замечание.
application-documents = Документы
application-documents-none = К этой заявке документы не нужны: сведения берутся из государственных баз и LMS.
application-document-licence-annex = Приложение к лицензии
application-document-international-status = Решение о статусе международной школы
application-document-parental-fee-order = Приказ о размере родительской платы
application-document-safety-proof = Подтверждение пожарной, санитарной и антитеррористической безопасности
application-document-staffing-statement = Справка об укомплектованности педагогами
application-document-encumbrance = Обременение на изменение назначения здания
application-document-save = Сохранить: { $name }
application-document-choose = Выбрать файл…
application-document-choose-of = Выбрать файл: { $name }
application-document-drop = Убрать файл: { $name }
application-document-stays = Остаётся отправленный раньше
application-document-needed = Нужен файл
application-document-optional = Если есть
application-lacking = Не выбраны файлы: { $documents }.
application-checks-none = Результатов проверок по школе здесь ещё нет.
application-checks-review = { $count ->
    [one] Рассмотреть: { $count } замечание проверок
    [few] Рассмотреть: { $count } замечания проверок
   *[many] Рассмотреть: { $count } замечаний проверок
}
application-open-card = Паспорт школы и все проверки
application-waits = Предыдущее действие ждёт ответа реестра.
application-take = Взять в работу
application-take-over = Взять на себя
application-take-chosen = { $count ->
    [one] Взять { $count } заявку
    [few] Взять { $count } заявки
   *[many] Взять { $count } заявок
}
application-take-title = Взять заявки в работу
application-take-will = { $count ->
    [one] { $count } заявка перейдёт к вам
    [few] { $count } заявки перейдут к вам
   *[many] { $count } заявок перейдут к вам
}
application-take-not = { $count ->
    [one] { $count } заявку взять нельзя
    [few] { $count } заявки взять нельзя
   *[many] { $count } заявок взять нельзя
}
application-take-none = Ни одну из отмеченных взять нельзя.
application-propose = На согласование
application-propose-accept = Предложить принять…
application-propose-refuse = Предложить отклонить…
application-accept-title = Предложить принять заявку
application-accept-detail = Решение утверждает другой сотрудник. Реестр ещё раз проверит стоп-факторы.
application-reviewed = Замечания проверок рассмотрены, возражений нет
application-refuse-title = Предложить отклонить заявку
application-return-school = Вернуть школе…
application-back-title = Вернуть школе на доработку
application-back-detail = Напишите, что исправить: отправятся только заполненные поля. Пока заявка у школы, срок не идёт.
application-return-executor = Вернуть исполнителю…
application-return-executor-title = Вернуть исполнителю
application-approve = Утвердить…
application-approve-accept-title = Принять заявку?
application-approve-accept-detail = Школа сможет участвовать в распределении бюджета и заключить договор.
application-approve-refuse-title = Отклонить заявку?
application-new = Новая заявка…
application-new-title = Новая заявка
application-send = Отправить
application-resubmit = Отправить снова…
application-again-title = Заявка после доработки
application-again-detail = Выберите только изменённые документы; остальные останутся прежними.
application-withdraw = Отозвать…
application-withdraw-title = Отозвать заявку?
application-withdraw-detail = Отозванная заявка не рассматривается. Потом можно подать новую.

application-propose-chosen = { $count ->
    [one] На согласование { $count } заявку
    [few] На согласование { $count } заявки
   *[many] На согласование { $count } заявок
}
application-propose-title = Предложить принять заявки
application-propose-will = { $count ->
    [one] { $count } заявка пойдёт на согласование с предложением принять
    [few] { $count } заявки пойдут на согласование с предложением принять
   *[many] { $count } заявок пойдут на согласование с предложением принять
}
application-approve-chosen = { $count ->
    [one] Утвердить { $count } заявку
    [few] Утвердить { $count } заявки
   *[many] Утвердить { $count } заявок
}
application-approve-title = Утвердить заявки
application-approve-will = { $count ->
    [one] { $count } заявка будет решена, как предложено
    [few] { $count } заявки будут решены, как предложено
   *[many] { $count } заявок будут решены, как предложено
}
application-school-chosen = { $count ->
    [one] Вернуть школе { $count } заявку
    [few] Вернуть школам { $count } заявки
   *[many] Вернуть школам { $count } заявок
}
application-school-will = { $count ->
    [one] { $count } заявка вернётся школе на доработку
    [few] { $count } заявки вернутся школам на доработку
   *[many] { $count } заявок вернутся школам на доработку
}
application-executor-chosen = { $count ->
    [one] Вернуть исполнителю { $count } заявку
    [few] Вернуть исполнителям { $count } заявки
   *[many] Вернуть исполнителям { $count } заявок
}
application-executor-will = { $count ->
    [one] { $count } заявка вернётся своему исполнителю
    [few] { $count } заявки вернутся своим исполнителям
   *[many] { $count } заявок вернутся своим исполнителям
}
application-many-not = { $count ->
    [one] { $count } заявка останется как есть
    [few] { $count } заявки останутся как есть
   *[many] { $count } заявок останутся как есть
}
application-many-none = Ни с одной из отмеченных заявок этого сделать нельзя.
application-document-look = Посмотреть: { $name }
application-document-save-short = Сохранить в файл
application-look-none = Этот документ здесь показать нельзя
application-look-absent = Файла нет на этом компьютере. Откройте его снова, когда будет сеть.
application-look-other-kind = Программа показывает картинки JPEG и PNG и документы PDF. Этот файл сохраните и откройте в другой программе.
application-look-damaged = Файл повреждён или неполон. Попросите отправителя прислать его снова.
application-look-locked = Файл защищён паролем. Попросите отправителя прислать файл без пароля.
application-look-too-large = Файл или его страница слишком велики. Сохраните файл и откройте в другой программе.
application-look-too-long = Страница рисовалась слишком долго. Сохраните файл и откройте в другой программе.
application-look-page = Страница { $page } из { $of }
application-passport = Паспорт школы
application-passport-detail = При оцифровке в систему вносятся паспорт школы, ученики и преподаватели. Сведения берутся из государственных баз и LMS: чего не хватает, дополните у источника или в LMS до отправки.
application-part-organisation = Организация
application-part-premises = Здания
application-part-licence = Лицензия
application-part-learners = Ученики
application-part-teachers = Преподаватели
application-part-none = Сведений нет
application-part-no-list = LMS ещё не передала список
application-part-buildings = { $count ->
    [one] { $count } здание
    [few] { $count } здания
   *[many] { $count } зданий
}
application-part-places = { $places } мест по проекту
application-part-buildings-lack = не у всех указаны код РКА и число мест
application-not-digitised = У школы нет принятой заявки на оцифровку. По процессу сначала подаётся она.
