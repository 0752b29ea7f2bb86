# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = Выезд сейчас в состоянии «{ $state }»; это действие в нём невозможно. Обновите экран.
refusal-not-a-member = Вы не входите в комиссию этого выезда. Если состав изменился, нужно дополнение к приказу.
refusal-not-leading = Это может сделать только председатель или секретарь. Обратитесь к ним.
refusal-does-not-sign = Эксперт не подписывает акт. Ваше заключение прилагается к нему.
refusal-not-your-role = Ваша роль не даёт права на это действие. При необходимости обратитесь к администратору.
refusal-not-your-territory = Организация не относится к вашему региону. Решение принимает специалист её региона.
refusal-no-chair = В комиссии должен быть один председатель. Укажите его в составе.
refusal-leaflet-first = Сначала вручите памятку о правах и обязанностях.
refusal-wait-longer = До оформления отказа нужно подождать ещё { $minutes } { $minutes ->
    [one] минуту
    [few] минуты
   *[many] минут
    }.
refusal-refusal-incomplete = Опишите обстоятельства отказа и укажите двух свидетелей.
refusal-blocked = Акт составить нельзя: осталось препятствий — { $count }. Перейдите к каждому из списка и исправьте.
refusal-conflicts = Ответы комиссии расходятся, пунктов: { $count }. Выберите один из ответов.
refusal-wrong-act-kind = Вид акта не подходит: при отказе в допуске составляется только акт об отказе.
refusal-other-bytes = Подпись поставлена под другим текстом. Откройте акт заново и подпишите.
refusal-already-signed = Вы уже подписали этот акт; вторая подпись не нужна.
refusal-out-of-turn = До вас подписывают: { $names }.
refusal-somebody-signed = Акт уже подписывают, отозвать его нельзя. Если не согласны, приложите особое мнение.
refusal-objection-term-over = Срок возражений истёк. Теперь жалоба подаётся в общем порядке.
refusal-text-missing = Текст не заполнен. Заполните и повторите.
refusal-points-open = Не устранено нарушений: { $count }. Чтобы закрыть, нужно подтвердить все.

## Rulings on sanctions (composed at run time: ruling-refusal-<refusal>)
ruling-refusal-not-your-role = Ваша роль не даёт права решать по этой организации.
ruling-refusal-not-your-territory = Организация не относится к вашему региону.
ruling-refusal-no-reason = Укажите обоснование: оно направляется организации.
ruling-refusal-wrong-state = Решение уже принято или состояние изменилось. Обновите экран.
ruling-refusal-termination-not-proposed = В акте нет оснований для расторжения. Можно приостановить оплату.
ruling-refusal-not-remedied = Возобновить оплату нельзя: не устранено пунктов — { $count }.

## Dates and numbers typed by people
error-date-empty = Укажите дату
error-date-shape = Запишите дату как 21.11.2026
error-date-short-year = Укажите год четырьмя цифрами
error-date-no-such-day = Такого дня нет в календаре
error-date-future = Дата не может быть позже сегодняшней
error-date-past = Дата не может быть раньше сегодняшней
error-number-empty = Укажите число
error-number-character = В числе лишний знак
error-number-separators = Разделители непонятны; запишите как 1234,5
error-number-not-whole = Нужно целое число
error-number-too-precise = В сумме не больше двух знаков после запятой
error-number-too-large = Число слишком велико
error-number-negative = Число не может быть отрицательным

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = Должно быть знаков: { $expected }, введено: { $found }
error-identifier-character = Недопустимый знак на месте { $position }
error-identifier-check-digit = Контрольная цифра не сходится: в номере опечатка
error-identifier-never-assigned = Такой номер не присваивается
error-identifier-date = Дата внутри номера неверна
error-identifier-kind = Это номер другого вида

## The computer
error-disk-full = На диске нет места: последний ответ не сохранён. Освободите место и повторите; ответ остаётся на экране.
error-disk-write = Не удалось записать на диск. Данные остались на экране; повторите или обратитесь к администратору.
error-file-open = Не удалось открыть «{ $name }». Проверьте, что файл существует и доступен.
error-file-write = Не удалось записать «{ $name }». Выберите другую папку.
error-file-format = Формат файла «{ $name }» не распознан.
error-printer = Печать не удалась. Проверьте принтер или сохраните PDF.
error-internal = Ошибка в программе: { $code }. Ваши данные сохранены. Сохраните журналы и передайте администратору.
error-unknown = Неизвестная ошибка: { $code }

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Неверная парольная фраза
client-wrong-passphrase-detail = Данные не тронуты. Проверьте раскладку и Caps Lock и введите ещё раз.
client-passphrase-short = Парольная фраза слишком короткая
client-passphrase-short-detail = Придумайте фразу длиннее, из нескольких слов.
client-store-exists = Хранилище данных уже создано
client-store-exists-detail = Создавать новое не нужно: откройте его парольной фразой.
client-store-damaged = Хранилище данных повреждено
client-store-damaged-detail = Повреждённый файл сохранён, отправленное в реестр не потеряно. Восстановите последнюю резервную копию.
client-store-locked = Хранилище данных закрыто
client-store-locked-detail = Чтобы продолжить, введите парольную фразу.
client-store-newer = Данные записаны более новой версией программы
client-store-newer-detail = Эта версия их не открывает и не меняет. Обновите программу.
client-store-failed = Хранилище данных не ответило
client-store-failed-detail = Последнее действие не выполнено, сохранённое ранее цело. Повторите; если не поможет, передайте журналы администратору.
client-keyring-absent = Системное хранилище ключей недоступно
client-keyring-absent-detail = Ключ в нём не сохранён: вводите парольную фразу при каждом входе.
client-keyring-empty = В системном хранилище нет этого ключа
client-keyring-empty-detail = Откройте парольной фразой.
client-not-signed-in = Вы не вошли
client-not-signed-in-detail = Действие не выполнено. Войдите и повторите.
client-no-randomness = Операционная система не выдала случайных чисел
client-no-randomness-detail = Без них ключи и подписи ненадёжны, поэтому ничего не сделано. Перезагрузите компьютер.
client-unreadable = Запись не читается
client-unreadable-detail = Она сохранена без изменений. Синхронизируйте; если повторится, передайте журналы администратору.
client-file-missing = Файл не найден
client-file-missing-detail = Возможно, его переместили или удалили. Выберите снова.
client-file-denied = Нет доступа к файлу
client-file-denied-detail = Выберите другую папку или попросите доступ у администратора.
client-file-failed = Ошибка при работе с файлом: { $reason }
client-file-failed-detail = Проверьте, подключён ли носитель, и повторите.
client-disk-full = На диске нет места
client-disk-full-detail = Последнее изменение не сохранено, оно остаётся на экране. Освободите место и повторите.
client-too-large = «{ $name }» слишком велик: { $size } МБ при пределе { $limit } МБ
client-too-large-detail = Уменьшите файл и добавьте снова.
client-registry-unreachable = Реестр недоступен
client-registry-unreachable-detail = Данные сохранены на этом компьютере и уйдут сами, когда появится сеть.
client-registry-sign-in = Реестр просит войти заново
client-registry-sign-in-detail = Данные сохранены. После входа отправка продолжится.
client-registry-forbidden = Реестр не разрешил это действие
client-registry-forbidden-detail = Уточните у администратора вашу роль и регион.
client-registry-not-found = В реестре нет такой записи
client-registry-not-found-detail = Синхронизируйте и откройте список заново.
client-registry-busy = Реестр занят
client-registry-busy-detail = Данные сохранены. Программа скоро повторит сама.
client-registry-too-large = Реестр не принимает такой объём
client-registry-too-large-detail = Уменьшите файлы или отправьте частями.
client-registry-full = В реестре нет места
client-registry-full-detail = Данные сохранены на этом компьютере. Сообщите администратору реестра.
client-registry-failed = Сбой в реестре
client-registry-failed-detail = Данные сохранены на этом компьютере. Если сбой повторяется, передайте журналы администратору.

## Operations in the queue (composed at run time: client-operation-<kind>)
client-operation-plan-visit = План выезда
client-operation-draft = Ответы и записи
client-operation-rule = Решение по санкции
client-operation-confirm-point = Подтверждение устранения
client-operation-order = Приказ о выезде
client-operation-notify = Уведомление организации
client-operation-arrive = Прибытие на объект
client-operation-hand-leaflet = Вручение памятки
client-operation-admit = Допуск на объект
client-operation-refuse-admission = Отказ в допуске
client-operation-begin-merging = Завершение заполнения
client-operation-resume-recording = Возврат к заполнению
client-operation-fix-act = Фиксация текста акта
client-operation-withdraw-act = Отзыв акта
client-operation-sign = Подпись акта
client-operation-hand-over = Вручение акта
client-operation-lodge-objection = Возражения организации
client-operation-register = Регистрация акта
client-operation-decide = Решение по акту
client-operation-remedy = Устранение нарушений
client-operation-plan-repeat = План повторного выезда
client-operation-close = Закрытие выезда

## The client: visits, acts, documents
client-visit-unknown = Этого выезда нет на компьютере
client-visit-unknown-detail = Синхронизируйте и откройте список заново.
client-organisation-unknown = Данных этой организации нет на компьютере
client-organisation-unknown-detail = Синхронизируйте реестр и повторите.
client-sanction-unknown = Этой санкции нет на компьютере
client-sanction-unknown-detail = Синхронизируйте и откройте список заново.
client-pack-missing = Пакет для работы без сети не загружен
client-pack-missing-detail = Загрузите пакет на экране выезда и повторите.
client-workbook-missing = Проверочный лист { $list } не загружен
client-workbook-missing-detail = Загрузите пакет выезда заново, пока есть сеть.
client-workbook-unusable = Проверочный лист { $list } не открывается
client-workbook-unusable-detail = Обновите программу; если не поможет, сообщите администратору код листа.
client-draft-closed = Ответы закрыты
client-draft-closed-detail = Изменение не записано: акт зафиксирован или заполнение ещё не началось.
client-act-not-now = Сейчас акт составить нельзя
client-act-not-now-detail = Акт составляется после заполнения листов или отказа в допуске.
client-act-not-shown = Текст акта не был показан
client-act-not-shown-detail = Ничего не зафиксировано. Откройте акт, просмотрите его и зафиксируйте.
client-act-outdated = После показа акта записи изменились
client-act-outdated-detail = Ничего не зафиксировано. Откройте акт заново и просмотрите.
client-act-not-fixed = Текст акта ещё не зафиксирован
client-act-not-fixed-detail = Сначала зафиксируйте текст.
client-signature-unsound = Подпись не прошла проверку
client-signature-unsound-detail = Ничего не сохранено. Повторите с другим ключом; если не поможет, обратитесь к администратору.
client-order-missing = Нет приказа о выезде
client-order-missing-detail = В памятке указываются номер и дата приказа. Повторите, когда он будет издан.
client-document-failed = Документ не составлен
client-document-failed-detail = Записи целы. Повторите; если не поможет, передайте журналы администратору.
client-glyph-missing = Знака «{ $character }» нет в шрифте для печати
client-glyph-missing-detail = Документ не составлен. Замените этот знак другим.
client-printer-absent = Не нашлось программы, которая напечатает файл
client-printer-absent-detail = Файл PDF сохранён: откройте его из папки документов и напечатайте.
client-file-is-folder = Это папка, а не файл
client-file-is-folder-detail = Ничего не сохранено. Укажите имя файла.
client-attachment-absent = Этого файла нет на компьютере
client-attachment-absent-detail = Он на компьютере коллеги или в реестре. Подключитесь к сети и повторите.

## The client: signing in, connection, queue
client-no-store = Хранилище данных ещё не создано
client-no-store-detail = Придумайте парольную фразу и создайте его.
client-no-generation = Нет копии, которую можно восстановить
client-no-generation-detail = Повреждённые файлы оставлены на месте. Обратитесь к администратору.
client-sample-unknown = У этого человека нет демонстрационного ключа
client-sample-unknown-detail = Выберите файл ключа.
client-person-unknown = Этот человек ещё не входил на этом компьютере
client-person-unknown-detail = Для первого входа нужна сеть.
client-sign-in-refused = Реестр не принял вход с этим ключом
client-sign-in-refused-detail = Проверьте срок сертификата и заведена ли учётная запись владельца ключа; обратитесь к администратору.
client-offline-by-choice = Включена работа без сети
client-offline-by-choice-detail = Подключитесь к сети в центре синхронизации и повторите.
client-proxy-unusable = Адрес прокси не распознан
client-proxy-unusable-detail = Исправьте строку proxy в файле baqylau.toml и перезапустите программу.
client-ca-unusable = Файл сертификатов организации не прочитан
client-ca-unusable-detail = Строка ca_bundle в файле baqylau.toml должна указывать на файл PEM. Обратитесь к администратору.
client-protocol-other = Версии программы и реестра не подходят друг другу
client-protocol-other-detail = Данные сохранены, ничего не отправлено. Обновите программу.
client-other-registry = По этому адресу отвечает другой реестр
client-other-registry-detail = Данные сохранены, ничего не отправлено. Уточните адрес реестра у администратора.
client-receipt-forged = Квитанция реестра не прошла проверку
client-receipt-forged-detail = Операция не считается отправленной, данные сохранены. Сразу сообщите администратору: соединение могло быть перехвачено.
client-chain-forked = С копией этих данных работал другой компьютер
client-chain-forked-detail = Данные сохранены. Чтобы продолжить отправку, войдите снова и сообщите администратору.
client-operation-unknown = Такой операции в очереди нет
client-operation-unknown-detail = Обновите список.
client-operation-not-refused = Убрать можно только непринятую операцию
client-operation-not-refused-detail = Эта операция будет отправлена или уже отправлена.
client-operation-own-command = Акт фиксируется и подписывается на экране акта
client-operation-own-command-detail = Откройте экран акта.
client-refused = Реестр не принял операцию
client-refused-detail = Данные остались на этом компьютере. Передайте журналы администратору.
client-rejected-not-found = В реестре нет такой записи
client-rejected-not-found-detail = Синхронизируйте и повторите операцию.
client-rejected-device = Реестр не узнал это устройство
client-rejected-device-detail = Войдите снова и отправьте операцию ещё раз.
client-rejected-forbidden = Ваша роль не даёт права на эту операцию
client-rejected-forbidden-detail = Уточните у администратора вашу роль и регион.
client-rejected-schema = Реестр не понимает операции этой версии
client-rejected-schema-detail = Обновите программу и отправьте операцию снова.
client-rejected-signature = Реестр не принял подпись
client-rejected-signature-detail = Посмотрите проверки подписи на экране акта и подпишите заново годным ключом.
client-rejected-act = Акт расходится с данными реестра
client-rejected-act-detail = Синхронизируйте, отзовите акт и составьте его заново.
client-rejected-exists = Такая запись в реестре уже есть
client-rejected-exists-detail = Отправлять снова не нужно: уберите операцию из очереди.
client-bundle-unreadable = Это не файл обмена, или он повреждён
client-bundle-unreadable-detail = Ничего не принято. Попросите коллегу подготовить файл заново.
client-bundle-passphrase = Парольная фраза файла неверна
client-bundle-passphrase-detail = Ничего не принято. Уточните фразу у коллеги и повторите.
client-bundle-strangers = В файле есть записи людей не из комиссии
client-bundle-strangers-detail = Ничего не принято. Проверьте, кто подготовил файл.
client-bundle-signature = Подпись акта в файле недействительна
client-bundle-signature-detail = Ничего не принято. Попросите коллегу подписать акт заново и подготовить файл ещё раз.
