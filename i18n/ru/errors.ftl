# Refusals of the rules, of fields and of the computer.

## Rules of a visit (composed at run time: refusal-<refusal>)
refusal-wrong-stage = Выезд сейчас в состоянии «{ $state }»; это действие в нём невозможно. Обновите экран.
refusal-not-a-member = Вы не входите в комиссию этого выезда. Если состав изменился, нужно дополнение к приказу.
refusal-not-leading = Это может сделать только председатель или секретарь. Обратитесь к ним.
refusal-does-not-sign = Эксперт не подписывает акт. Ваше заключение прилагается к нему.
refusal-not-your-role = Ваша роль не даёт права на это действие. При необходимости обратитесь к администратору.
refusal-not-your-territory = Организация не относится к вашему региону. Решение принимает специалист её региона.
refusal-no-chair = В комиссии должен быть один председатель. Укажите его в составе.
refusal-no-such-place = Такого места на Земле нет. Проверьте координаты.
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
refusal-already-lodged = Это возражение уже подано; оно хранится один раз.
refusal-text-missing = Текст не заполнен. Заполните и повторите.
refusal-order-after-visit = Приказ датирован позже первого дня выезда. Исправьте дату приказа или перенесите выезд.
refusal-order-without-number = Укажите номер приказа.
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
error-number-empty = Укажите число
error-number-character = В числе лишний знак
error-number-separators = Разделители непонятны; запишите как 1234,5
error-number-not-whole = Нужно целое число
error-number-too-precise = В сумме не больше двух знаков после запятой
error-number-too-large = Число слишком велико

## Identifiers (composed at run time: error-identifier-<error>)
error-identifier-length = Должно быть знаков: { $expected }, введено: { $found }
error-identifier-character = Недопустимый знак на месте { $position }
error-identifier-check-digit = Контрольная цифра не сходится: в номере опечатка
error-identifier-never-assigned = Такой номер не присваивается
error-identifier-date = Дата внутри номера неверна
error-identifier-kind = Это номер другого вида

## The client: store, files, registry (keys of its typed errors; `-detail` says what to do)
client-wrong-passphrase = Неверная парольная фраза
client-passphrase-short = Парольная фраза слишком короткая
client-store-exists = Хранилище данных уже создано
client-store-damaged = Хранилище данных повреждено
client-store-locked = Хранилище данных закрыто
client-store-newer = Данные записаны более новой версией программы
client-store-busy = Хранилище открыто в другом окне
client-anchors-differ = Реестр назвал другие доверенные центры
client-store-failed = Хранилище данных не ответило
client-keyring-absent = Системное хранилище ключей недоступно
client-keyring-empty = В системном хранилище нет этого ключа
client-not-signed-in = Вы не вошли
client-no-randomness = Операционная система не выдала случайных чисел
client-unreadable = Запись не читается
client-file-missing = Файл не найден
client-file-denied = Нет доступа к файлу
client-file-failed = Ошибка при работе с файлом: { $reason }
client-disk-full = На диске нет места
client-too-large = «{ $name }» слишком велик: { $size } МБ при пределе { $limit } МБ
client-registry-unreachable = Реестр недоступен
client-registry-sign-in = Реестр просит войти заново
client-registry-forbidden = Реестр не разрешил это действие
client-registry-not-found = В реестре нет такой записи
client-registry-busy = Реестр занят
client-registry-too-large = Реестр не принимает такой объём
client-registry-full = В реестре нет места
client-registry-failed = Сбой в реестре

## Operations in the queue (composed at run time: client-operation-<kind>)
client-operation-plan-visit = План выезда
client-operation-draft = Ответы и записи
client-operation-rule = Решение по санкции
client-operation-confirm-point = Подтверждение устранения
client-operation-move = Выезд перенесён на другие дни
client-operation-order = Приказ о выезде
client-operation-notify = Уведомление организации
client-operation-arrive = Прибытие на объект
client-operation-hand-leaflet = Предъявление приказа, вручение памятки
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
client-organisation-unknown = Данных этой организации нет на компьютере
client-view-unfit = У представления должно быть название, и оно не должно быть слишком длинным
client-sanction-unknown = Этой санкции нет на компьютере
client-pack-missing = Пакет для работы без сети не загружен
client-workbook-missing = Проверочный лист { $list } не загружен
client-workbook-unusable = Проверочный лист { $list } не открывается
client-draft-closed = Ответы закрыты
client-act-not-now = Сейчас акт составить нельзя
client-act-not-shown = Текст акта не был показан
client-act-outdated = После показа акта записи изменились
client-act-not-fixed = Текст акта ещё не зафиксирован
client-signature-unsound = Подпись не прошла проверку
client-order-missing = Нет приказа о выезде
client-document-failed = Документ не составлен
client-glyph-missing = Знака «{ $character }» нет в шрифте для печати
client-printer-absent = Не напечатано: на этом компьютере нет ни принтера, ни программы, которая откроет PDF. Подключите принтер или сохраните документ и напечатайте его на другом компьютере: { $name }
client-nothing-to-carry = Переносить нечего: по вашим выездам всё отправлено
client-file-is-folder = Это папка, а не файл
client-attachment-absent = Этого файла нет на компьютере

## The client: signing in, connection, queue
client-no-store = Хранилище данных ещё не создано
client-no-generation = Нет копии, которую можно восстановить
client-sample-unknown = У этого человека нет демонстрационного ключа
client-person-unknown = Этот человек ещё не входил на этом компьютере
client-sign-in-refused = Реестр не принял вход с этим ключом
client-anchors-unreadable = Файл удостоверяющих центров не читается: нужны сертификаты в PEM или DER
client-no-log = Журналов пока нет
client-offline-by-choice = Включена работа без сети
client-offline-never = Реестр ещё не подтвердил этого человека на этом компьютере
client-offline-never-detail = Подключитесь к сети и войдите с ключом один раз; после этого можно входить и без сети. Записанное не пропало.
client-offline-ended = Срок входа без сети кончился { $date }
client-offline-ended-detail = Подключитесь к сети и войдите с ключом. Всё записанное сохранено и уйдёт в реестр после входа.
client-offline-clock = Часы компьютера переведены назад: сейчас { $now }, а здесь уже работали { $before }
client-offline-clock-detail = Поставьте верное время либо подключитесь к сети и войдите с ключом. Всё записанное сохранено.
client-offline-other-person = Это ключ другого человека
client-offline-other-person-detail = Выберите себя в списке или откройте свой ключ.
client-offline-other-key = В последний раз по сети входили с другим ключом
client-offline-other-key-detail = Откройте прежний ключ; с новым подключитесь к сети и войдите один раз.
client-proxy-unusable = Адрес прокси не распознан
client-ca-unusable = Файл сертификатов организации не прочитан
client-protocol-other = Версии программы и реестра не подходят друг другу
client-other-registry = По этому адресу отвечает другой реестр
client-registry-rewritten = Журнал реестра не тот, что был раньше: обмен с ним остановлен
client-registry-twice = Под одним именем отвечают два реестра, восстановленный и прежний: обмен остановлен, пока не останется один
client-receipt-forged = Квитанция реестра не прошла проверку
client-chain-forked = С копией этих данных работал другой компьютер
client-operation-unknown = Такой операции в очереди нет
client-operation-unknown-detail = Обновите список.
client-operation-not-refused = Убрать можно только непринятую операцию
client-operation-not-refused-detail = Эта операция будет отправлена или уже отправлена.
client-operation-own-command = Акт фиксируется и подписывается на экране акта
client-operation-own-command-detail = Откройте экран акта.
client-refused = Реестр не принял операцию
client-rejected-not-found = В реестре нет такой записи
client-rejected-device = Реестр не узнал это устройство
client-rejected-forbidden = Ваша роль не даёт права на эту операцию
client-rejected-schema = Реестр не понимает операции этой версии
client-rejected-signature = Реестр не принял подпись
client-rejected-act = Акт расходится с данными реестра
client-rejected-exists = Такая запись в реестре уже есть
client-bundle-unreadable = Это не файл обмена, или он повреждён
client-bundle-passphrase = Парольная фраза файла неверна
client-bundle-strangers = В файле есть записи людей не из комиссии
client-bundle-signature = Подпись акта в файле недействительна
