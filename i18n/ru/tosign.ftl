# Queue of documents to sign, signing many at once, and which keys sign what.

## Why a key doesn't sign acts
signatory-system = Это ключ информационной системы
signatory-system-detail = Им подписывают программы, а не люди. Выберите свой ключ.
signatory-treasury = Это ключ клиента казначейства
signatory-treasury-detail = Он для платёжных документов. Выберите ключ физического лица или сотрудника.
signatory-notary = Это ключ нотариуса
signatory-notary-detail = Акты комиссии им не подписывают. Выберите ключ физического лица или сотрудника.
signatory-authority-staff = Это ключ работника удостоверяющего центра
signatory-authority-staff-detail = Акты комиссии им не подписывают. Выберите ключ физического лица или сотрудника.
signatory-not-accepted = С такой ролью ключа акт не подписывают
signatory-not-accepted-detail = Нужен ключ физического лица, сотрудника, лица с правом подписи, первого руководителя или государственного служащего.
signatory-other-authority = Ключ выдан другой организации
signatory-other-authority-detail = Нужен ключ органа, который направил комиссию.
signatory-no-rule = Правило не говорит, кто подписывает этот документ
signatory-no-rule-detail = Обновите пакет выезда, когда появится сеть.

## The queue
nav-to-sign = На подпись
tosign-waiting = { $count ->
    [0] Вашей подписи ничего не ждёт
    [one] Вашей подписи ждёт { $count } акт
    [few] Вашей подписи ждут { $count } акта
   *[many] Вашей подписи ждут { $count } актов
    }
tosign-find = Организация, адрес или номер
tosign-from = С даты
tosign-to = По дату
tosign-shelf-mine = Моя очередь
tosign-shelf-others = Сначала другие
tosign-shelf-signed = Подписаны мной
tosign-shelf-refused = Отклонены
tosign-number = Номер акта
tosign-fixed = Зафиксирован
tosign-standing = Состояние
tosign-standing-mine = Ждёт вас
tosign-standing-others = Сначала { $names }
tosign-standing-signed = Подписан, { $signed } из { $count }
tosign-standing-refused = Подпись отклонена
tosign-kind-monitoring = Акт мониторинга
tosign-kind-refusal = Акт об отказе в допуске
tosign-your-part = Вы подписываете как
tosign-empty = Здесь актов нет
tosign-empty-detail = Акт появится, когда его зафиксируют и подойдёт ваша очередь.
tosign-choose-first = Отметьте акты, которые подписываете.
tosign-sign = { $count ->
    [0] Подписать
    [one] Подписать { $count } акт
    [few] Подписать { $count } акта
   *[many] Подписать { $count } актов
    }
tosign-copy-hash = Скопировать хеш
tosign-show-bytes = Показать подписываемые байты
tosign-open-act = Открыть акт
tosign-bytes-title = Подписываемые байты
tosign-bytes-detail = Подпись ставится ровно под этим текстом, байт в байт.

## Signing many
tosign-sheet-title = { $count ->
    [one] Подписать { $count } акт
    [few] Подписать { $count } акта
   *[many] Подписать { $count } актов
    }
tosign-sheet-running = Акты подписываются
tosign-sheet-over = Подписание закончено
tosign-sheet-hide = Свернуть
tosign-sheet-detail = Ключ и пароль нужны один раз. Подписываются только те акты, которые отмечены, и только в том виде, в каком они показаны.
tosign-demo-key = Подписать своим демонстрационным ключом
tosign-course = Подписано { $signed } из { $count }, не подписано { $failed }, ждут { $waiting }
tosign-stop = Остановить
tosign-item-waiting = ждёт
tosign-item-signed = подписан
tosign-item-failed = не подписан
tosign-try-again = { $count ->
    [one] Повторить { $count } неподписанный
    [few] Повторить { $count } неподписанных
   *[many] Повторить { $count } неподписанных
    }
tosign-all-signed = { $count ->
    [one] Подписан { $count } акт
    [few] Подписаны все { $count } акта
   *[many] Подписаны все { $count } актов
    }
tosign-batch-running = Подписывается: { $signed } из { $count }
tosign-batch-unfinished = Подписание, начатое { $date }, не закончено: подписано { $signed } из { $count }
tosign-batch-failed = Не подписано актов: { $failed } из { $count }
tosign-batch-show = Показать
tosign-batch-resume = Продолжить…
tosign-batch-away = Убрать
tosign-key-forget = Забыть этот ключ
tosign-error-busy = Подписание уже идёт
tosign-error-busy-detail = Дождитесь конца или остановите его.
tosign-error-nothing = Не отмечено ни одного акта
tosign-error-gone = Этого подписания больше нет
tosign-error-gone-detail = Отметьте акты и подпишите заново.
tosign-error-redrawn = Акт изменился после того, как был показан
tosign-error-redrawn-detail = Он не подписан. Посмотрите его заново.
