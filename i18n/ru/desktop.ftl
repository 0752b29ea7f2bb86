# Screens of the desktop client: words that only they use.

## Places and commands
nav-verify = Проверка подписи
command-next-language = Следующий язык
command-toggle-offline = Включить или выключить работу без сети
command-toggle-theme = Сменить светлое и тёмное оформление

## Names of small buttons
password-hide = Скрыть пароль
password-caps-lock = Включён Caps Lock: вводятся заглавные буквы
password-not-latin = Среди введённого есть буквы не латинского алфавита
table-select-row = Выделить строку
table-not-counted = Не входит в итог
calendar-previous-month = Предыдущий месяц
calendar-next-month = Следующий месяц
calendar-today = Сегодня
calendar-open = Открыть календарь

## Starting
start-failed = Программа не смогла открыть свои данные
start-registry-failed = Реестр на этом компьютере не запустился
start-no-registry = Не указан адрес реестра

## Signing in
signin-protect = Защита данных
signin-continue-next = Продолжить
signin-keyring-remember = Открывать на этом компьютере без парольной фразы (ключ сохранит операционная система)
signin-unlock-keyring = Открыть ключом из системного хранилища
signin-store-recover = Восстановить копию
signin-store-no-generation = Копии для восстановления нет. Файлы оставлены на месте; обратитесь к администратору.
signin-store-since = Записанное позже возвращается из журнала; программа перечислит, что вернулось.
signin-store-copy-folder = Скопировать путь
signin-registry-silent = Реестр не отвечает: без сети продолжат только те, кто уже входил

## Visits
visit-find = Организация, адрес, №
visit-filter-all = Все
visit-overdue = Просрочен
visit-overdue-group = Просроченные
visit-none = Выездов нет
visit-none-plan = Запланируйте выезд: он появится здесь и у членов комиссии.
visit-coming = Предстоящие
visit-past = Завершённые
visit-open-checklists = Открыть проверочные листы
visit-pack-age = Пакет собран { $when }
visit-pack-licences = Лицензия и её адреса
visit-pack-addresses = { $count } { $count ->
    [one] адрес
    [few] адреса
   *[many] адресов
    }
visit-pack-groups = Группы и обучающиеся
visit-pack-groups-held = { $groups } { $groups ->
    [one] группа
    [few] группы
   *[many] групп
    }, { $learners } { $learners ->
    [one] обучающийся
    [few] обучающихся
   *[many] обучающихся
    }
visit-pack-previous = Прошлый акт
visit-pack-previous-held = № { $number } от { $date }, { $count } { $count ->
    [one] нарушение
    [few] нарушения
   *[many] нарушений
    }
visit-pack-sanctions = Открытые санкции
visit-pack-lists = Проверочный лист
visit-pack-version = версия от { $date }
visit-pack-none = нет
visit-pack-refresh = Обновить пакет
visit-arrival-admission = Прибытие и допуск
visit-not-ordered = Приказ о выезде ещё не издан
visit-not-arrived = Комиссия ещё не прибыла
visit-overdue-what = Дни выезда прошли. Уточните дни или приказ в уполномоченном органе.
visit-not-admitted = Комиссия на объекте, ждёт допуска
visit-led-by = Эти шаги отмечают: { $names }
visit-view-checklists = Посмотреть проверочные листы
visit-arrive-hint = Отметьте, когда прибудете на объект: время войдёт в акт.
visit-leaflet-hint = Предъявите приказ и удостоверения и вручите памятку; после этого отмечается допуск или отказ.
visit-rights-handed-do = Приказ предъявлен, памятка вручена
visit-rights-handed-at = Приказ предъявлен, памятка вручена в { $time }
time-now = Сейчас
time-wrong = Время пишется как 14:05
visit-admit = Отметить допуск
visit-admitted-at = Допущены в { $time }
visit-refused-at = В допуске отказано в { $time }
visit-refusal-hint = Опишите, кто и как отказал, и укажите, кто это видел. Свидетелей нужно не менее { $count }.
visit-refusal-circumstances = Обстоятельства отказа
visit-refusal-confirm = Оформить отказ
visit-witness-number = ФИО свидетеля { $number }
visit-recorded = Что записано
visit-act-and-after = Акт и дальнейшие шаги
visit-sanction-proposed = Предложено: { $what }
visit-outcome = Что выявлено и что осталось
visit-outcome-points = Пунктов предписания: { $count }, не устранено: { $open }
visit-outcome-no-points = Предписания нет: нарушений, которые надо устранить, не найдено.
visit-outcome-due = до { $date }
visit-outcome-consequence = Следствие для оплаты
visit-outcome-no-consequence = Не предлагалось, оплата идёт
visit-outcome-suspended = Приостановлена на срок
visit-outcome-decision = Открыть решение
visit-next = Что дальше
visit-next-decision = Уполномоченный орган принимает решение по предложенному следствию
visit-next-remedy = Организация устраняет нарушения; ближайший срок – { $date }
visit-next-repeat = Повторный выезд проверит, что осталось
visit-next-close = Устранять больше нечего
visit-next-closed = Выезд закрыт { $date }, больше ничего не требуется
visit-open-repeat = Открыть повторный выезд
visit-objections-until = Возражения принимаются до
visit-objections-none = Не поступили, срок истёк
visit-finish-hint = Когда все члены комиссии закончат, ответы сводятся и из них составляется акт.
visit-finish-ask = Заполнение завершится, ответы будут сведены. При необходимости можно вернуться к заполнению.
visit-finish-unanswered = Без ответа пунктов: { $count }.
merge-differs = В другом варианте иначе
merge-file = Файл
merge-file-taken-away = Файл убран
merge-flagged = Отмечен
merge-kind = Вид
merge-marks = { $count } { $count ->
    [one] пометка
    [few] пометки
   *[many] пометок
    }
merge-marks-title = Пометки на фото
merge-not-given = не указано
merge-note = Примечание
merge-severity-own = { $severity }, как в листе
merge-unreadable = Записано другой версией программы: словами показать нельзя
visit-merge-keep = Оставить это
visit-merge-settled = Выбор сохранён
visit-merge-none = Расхождений нет: выбирать нечего
visit-merge-none-detail = Ответы членов комиссии сводятся сами. Если двое, не видя друг друга, ответят на один пункт по-разному, оба ответа встанут здесь рядом.
visit-merge-last = Последняя запись: { $name }, { $time }
visit-merge-share = { $name }: { $count }
visit-merge-to-visit = Вернуться к выезду
visit-number-later = Постоянный номер даст реестр, когда получит акт
visit-representative-hint = ФИО, должность
licence-address-unknown = Неизвестно, есть ли адрес в лицензии

## Filling in
finding-due-in = +{ $count } { $count ->
    [one] день
    [few] дня
   *[many] дней
    }
headcount-find = ФИО или ИИН
headcount-finding-made = Нарушение записано в пункт { $item }. Дополните его в листе «{ $list }».
headcount-finding-nowhere = Отсюда записать нарушение нельзя: в этом выезде нет листа, который спрашивает о присутствии ({ $list }).
headcount-make-finding = Записать как нарушение
headcount-no-groups-detail = Списки групп приходят с пакетом для работы без сети. Загрузите пакет.
headcount-not-in-lms = Нет в LMS
headcount-print-list = Напечатать список
headcount-unfinished = Группа посчитана не полностью: расхождение появится, когда будут отмечены все.

## Organisations and decisions
light-no-grounds = Санкций, ограничивающих оплату, нет
organisation-contracts = Договоры
organisation-contracts-of = По сведениям реестра организаций
organisation-contracts-order = Договоры государственного заказа
organisation-contracts-order-of = Ведёт управление образования
organisation-contracts-others = Другие договоры
organisation-contracts-others-of = По сведениям реестра организаций; в договорах управления образования их нет
organisation-contract-number = № { $number }
organisation-contract-terminated = Расторгнут { $date }
organisation-contract-paused = Оплата приостановлена с { $date }
organisation-contract-paused-in-part = Оплата по одному адресу приостановлена с { $date }
organisation-contract-places = Мест по договору
organisation-contract-period = Срок договора
organisation-no-visits = В эту организацию ещё не выезжали
organisation-no-visits-mine = Вы в эту организацию не выезжали
organisation-open-card = Открыть карточку организации
sanction-whole-organisation = Вся организация
decision-not-yours = Решение по этой санкции принимает другое должностное лицо; вам доступен просмотр.

## Act and signing
act-composing = Акт составляется…
act-blockers-conflicts = Ответы расходятся
act-blockers-unanswered = Нет ответа
act-blockers-invalid = Ответы не проходят проверку
act-blockers-description = Неполное описание
act-blockers-evidence = Не хватает доказательств
act-blockers-deadlines = Сроки устранения
act-blockers-headcount = Пересчёт
act-blockers-party = Представитель и решение организации
act-blockers-other = Другие препятствия
act-open = Открыть акт
act-withdraw-ask = Зафиксированный текст будет отозван, ответы снова можно будет менять. Подписей ещё нет.
prescription-title-short = Предписание
signing-hint = Подписывается текст, показанный слева. Каждый член комиссии подписывает своим ключом в свою очередь.
signing-demo-sign = Подписать: { $name }
signing-your-turn-named = сейчас подписывает

## Evidence
evidence-all = Все файлы
evidence-whole-visit = К выезду в целом
evidence-item = Пункт
evidence-back = Ко всем файлам
evidence-closed = Ответы закрыты: файлы больше не добавляются
evidence-empty-detail = Добавляйте файлы у пункта листа, перетаскивайте их сюда или нажмите кнопку.
evidence-save-original = Сохранить оригинал…
evidence-copy-hash = Копировать сумму
evidence-camera-clock = Время и место показаны так, как их записала камера.
evidence-no-picture = Фото не показать
evidence-no-picture-detail = Файл ещё не пришёл от коллеги, или его формат не поддерживается. Сохраните оригинал и откройте его в другой программе.
evidence-marks-unknown = Пометки сделаны в более новой версии программы: они сохранены, но здесь не показаны

## Tools of the photo
photo-fit = Показать целиком
photo-zoom-in = Увеличить
photo-zoom-out = Уменьшить

## Checking a signature
verify-subtitle = Документы, подписи, карточки, контейнеры: кто подписал и всё ли цело
verify-empty = Перетащите сюда файлы для проверки
verify-empty-detail = Файл подписи и документ, PDF с подписями внутри (акт, карточка электронного документа) или контейнер подписей (ZIP). Можно несколько файлов сразу: программа разберёт их сама. Файлы не покидают компьютер.
verify-empty-choose = Выбрать файлы…
verify-drop = или перетащите файлы в окно
verify-add = Добавить файлы…
verify-leave-out = Убрать { $name }
verify-again = Проверить снова
verify-more = Подробнее
verify-less = Свернуть
verify-save-report = Сохранить отчёт в PDF…
verify-save-inside = Сохранить вложенное…
verify-running = Проверяется…
verify-checks = Проверки
verify-signer-unknown = Сертификат не прочитан: кто подписал, неизвестно
verify-checked-at = Проверено
verify-report-copy = Копировать отчёт

## Sync centre
sync-subtitle-contact = Последняя связь с реестром: { $when }
sync-subtitle-all-sent = Всё отправлено · последняя связь с реестром: { $when }
sync-attachments = Вложения
sync-attachment-of = Вложение: { $organisation }
sync-attachments-none = Все файлы отправлены
sync-conflicts-none = Расхождений нет
sync-conflicts-none-detail = Если двое ответят на один пункт по-разному, это появится здесь.
sync-conflicts-detail = Оба ответа сохранены. До составления акта нужно выбрать один.
sync-conflicts-settle = Перейти к выбору
sync-now-offline = Включена работа без сети
sync-work-offline = Работать без сети
sync-work-online = Подключиться к сети
sync-status-offline-by-choice = Работа без сети
sync-status-offline-by-choice-detail = Связь отключена вами: всё сохраняется на этом компьютере и уйдёт, когда вы подключитесь.
sync-error-other-registry = Это другой реестр
sync-error-other-registry-detail = Ничего не отправлено: данные принадлежат другому реестру или версия программы не подходит. Уточните адрес реестра у администратора.
sync-error-rewritten = Журнал реестра переписан
sync-error-rewritten-detail = Записанное реестром раньше исчезло или изменено. Из него ничего не читается и в него ничего не отправляется; ваши данные остаются на этом компьютере. Сообщите администратору: после восстановления из копии реестр должен об этом объявить.
sync-audit = Журнал аудита реестра
sync-audit-proved = { $count ->
    [one] { $count } запись, ничего не удалено (проверено в { $time })
    [few] { $count } записи, ничего не удалено (проверено в { $time })
   *[many] { $count } записей, ничего не удалено (проверено в { $time })
    }
sync-saved-at = Последнее сохранение
sync-clock = Часы компьютера
sync-waiting = Ждут отправки
sync-attention = Требуют внимания
sync-held-for-attachments = Реестр ждёт, пока дойдут все вложения; после этого примет сам.
sync-state-sending-detail = Отправлено, ожидается ответ реестра.
sync-state-dismissed = Убрано из очереди
sync-dismissed = Вы убрали эту операцию из очереди; она остаётся в истории.
sync-discard-title = Убрать операцию из очереди
sync-discard-confirm = Убрать
sync-open-visit = Открыть выезд
sync-exchange-file-detail = Там, где нет сети: примите записи с ноутбука коллеги на носителе или сохраните неотправленное в файл.
sync-exchange-open = Открыть полученный файл
sync-exchange-open-hint = Парольную фразу скажет коллега, подготовивший файл.
sync-exchange-passphrase = Парольная фраза файла
sync-exchange-passphrase-hint = Файл шифруется этой фразой. Назовите её коллеге устно, не передавайте вместе с файлом.
sync-export-waiting = Сохранить неотправленное в файл…
sync-export-detail = Неотправленные ответы, фото и подписи ваших выездов запишутся в один файл, зашифрованный парольной фразой. Его откроет на своём ноутбуке другой член комиссии и отправит в реестр.
sync-export-nothing = Неотправленного нет

## Settings
settings-role = Роль
settings-sign-out-waiting = Ещё не отправлено: { $count }. Всё останется на этом компьютере и уйдёт после следующего входа.
settings-second-none = Не показывать
settings-size-smaller = Уменьшить
settings-size-larger = Увеличить
settings-data-encrypted = Данные хранятся в этой папке в зашифрованном виде.
settings-configured-by-file = Адрес, прокси и папка задаются в файле baqylau.toml; изменения вступают в силу после перезапуска.
settings-own-licence = Программа распространяется по лицензии Apache 2.0.
light-column = Светофор
light-green-short = Зелёный
light-yellow-short = Жёлтый
light-red-short = Красный
notice-evidence-added = Доказательство приложено
notice-saved = Сохранено
signing-release = Не может подписать…
signing-release-detail = Акт будет завершён без подписи этого члена комиссии, причина останется при акте. Это делает только председатель; отменить нельзя.
signing-release-reason = Причина
signing-released = Без подписи: { $reason }
client-operation-release-signer = Акт без подписи члена комиссии
checklist-filter-mine = Мои разделы
visit-team-hint = Распределите разделы между членами: ответы сводятся через реестр или файлом. Отвечать на любой пункт может каждый.
visit-team-everybody = Все

## Starting: what keeps the window from opening (said on the command line)
start-already-running = Baqylau уже запущен с этой папкой данных
start-already-running-detail = Перейдите в открытое окно или укажите другую папку: --data_dir.
start-folder = Папка данных недоступна для записи
start-folder-detail = Проверьте права и место на диске или укажите другую папку: --data_dir.
start-no-display = Нет экрана, на котором можно открыть окно
start-no-display-detail = Запустите программу на рабочем столе. Без экрана работает команда baqylau tour --out DIR.
start-no-driver = Драйвера видеокарты нет, или он слишком старый
start-no-driver-detail = Установите пакет { $packages } (Debian, Ubuntu) или обновите драйвер. Подробности в журнале.
start-packages = Не хватает программных пакетов: { $packages }
start-packages-detail = Установите их (Debian, Ubuntu: apt install { $packages }) и запустите программу снова.
start-window = Окно не открылось
start-window-detail = Подробности в журнале; передайте его администратору.
