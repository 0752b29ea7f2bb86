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
