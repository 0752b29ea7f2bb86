# Keys, signing, verification.
signing-title = Подписание
signing-bytes = ровно эти { $count } { $count ->
    [one] байт
    [few] байта
   *[many] байт
    }
signing-key-choose = Выбрать файл ключа…
signing-password = Пароль ключа
signing-password-show = Показать пароль
signing-unlock = Открыть ключ
signing-holder = Владелец
signing-organisation = Организация
signing-key-role = Роль ключа
signing-valid-until = Действует до { $date }
signing-serial = Серийный номер
signing-sign = Подписать
signing-done = Подписано { $date } в { $time }
signing-waiting = Ожидает
signing-nca-sign = Подписать через NCALayer
signing-nca-connecting = Соединяемся с NCALayer…
signing-nca-waiting = Выберите ключ в окне NCALayer.
signing-nca-verifying = Проверяем подпись…
signing-nca-cancel = Отменить подписание
signing-nca-accept = Я знаю эту программу: доверять и подписать
signing-nca-accept-hint = Доверяйте, только если сами её установили, например KAZTOKEN desktop. Подпись всё равно будет проверена.
signing-members = Подписи комиссии
signing-members-complete = Подписали все
signing-demo-key = Демонстрационный ключ: юридической силы нет

## Roles of a key (composed at run time: signing-role-<role>)
signing-role-individual = Физическое лицо
signing-role-individual-system = Информационная система физического лица
signing-role-legal-entity = Юридическое лицо
signing-role-first-head = Первый руководитель
signing-role-right-to-sign = Лицо с правом подписи
signing-role-financial-documents = Право подписи финансовых документов
signing-role-personnel-department = Сотрудник отдела кадров
signing-role-employee = Сотрудник организации
signing-role-information-system = Информационная система
signing-role-treasury-client = Клиент казначейства
signing-role-notary = Нотариус
signing-role-nuc-administrator = Администратор НУЦ
signing-role-nuc-manager = Менеджер НУЦ
signing-role-nuc-operator = Оператор НУЦ
signing-role-identified-in-person = Идентифицирован в ЦОНе
signing-role-identified-remotely = Идентифицирован удалённо
signing-role-digital-id = Digital ID (цифровое удостоверение)
signing-role-civil-servant = Государственный служащий
signing-role-archivist = Архивист

## Verdicts (composed at run time: verdict-<name>)
verdict-valid = Действительна
verdict-invalid = Недействительна
verdict-not-fully-checked = Проверена не полностью
verdict-valid-detail = Все проверки пройдены.
verdict-invalid-detail = Хотя бы одна проверка не пройдена; такую подпись принимать нельзя.
verdict-not-fully-checked-detail = Всё, что можно проверить без сети, пройдено. Остальное проверится при появлении сети; окончательный вывод делает реестр.
verdict-why = Почему?

## Checks (composed at run time: check-<name>) and their results
check-digest = Документ не изменён
check-signature = Подпись соответствует ключу
check-certificate-bound = Сертификат привязан к подписи
check-chain = Сертификат от доверенного центра
check-period = Сертификат действовал в момент подписания
check-revocation = Сертификат не отозван
check-usage = Ключ предназначен для подписи
check-timestamp = Метка времени верна
check-signer = Подписал тот, кто должен
check-role = Роли ключа достаточно
check-passed = пройдена
check-failed = не пройдена
check-not-made = не выполнялась
check-not-needed = не требуется
check-archived-expired = Срок сертификата истёк позже, но метка времени доказывает, что подпись поставлена раньше.

## Verifying a file
verify-title = Проверка подписи

## Errors
signing-error-password = Неверный пароль
signing-error-damaged = Файл ключа повреждён
signing-error-algorithm = Алгоритм не поддерживается: { $algorithm }
signing-error-no-key = В файле нет закрытого ключа
signing-error-no-certificate = В файле нет сертификата к ключу
signing-error-expired = Срок сертификата истёк { $date }
signing-error-not-yet-valid = Сертификат начнёт действовать { $date }
signing-error-not-for-signing = Это ключ для входа (AUTH)
signing-error-not-member = Владелец ключа не входит в комиссию
signing-error-other-person = Это ключ другого человека
signing-error-untrusted = Сертификат выдан недоверенным центром
signing-error-document-changed = Документ изменился
signing-error-not-a-signature = Файл не является подписью
signing-error-nca-unreachable = NCALayer на этом компьютере не запущен
signing-error-nca-unreachable-detail = Запустите его и подпишите ещё раз.
signing-error-nca-somebody-else = Вместо NCALayer отвечает другая программа
signing-error-nca-somebody-else-detail = Закройте её, запустите NCALayer и подпишите ещё раз.
signing-error-nca-unknown = За программу подписи на этом компьютере никто не ручается
signing-error-nca-unknown-detail = Ей ничего не отправлено. Её сертификат: { $fingerprint }.
signing-error-nca-changed = Программа подписи — не та, которую приняли раньше
signing-error-nca-changed-detail = Ей ничего не отправлено. Её сертификат { $fingerprint }, а был { $before }.
signing-error-nca-not-local = К NCALayer обращаются только на этом же компьютере
signing-error-nca-busy = Подпись через NCALayer уже ставится
signing-error-nca-busy-detail = Сначала закончите её или отмените.
signing-error-nca-cancelled = Подписание отменено
signing-error-nca-cancelled-detail = Больше ничего не подписано.
signing-error-nca-too-late = NCALayer не дал подписи за { $minutes } { $minutes ->
    [one] минуту
    [few] минуты
   *[many] минут
    }
signing-error-nca-too-late-detail = Подпишите ещё раз.
signing-error-nca-dropped = NCALayer закрыл соединение, не дав подписи
signing-error-nca-dropped-detail = Подпишите ещё раз.
signing-error-nca-outdated = Эта версия NCALayer не может подписать документ
signing-error-nca-outdated-detail = Обновите её на ncl.pki.gov.kz.
signing-error-nca-refused = NCALayer отказался подписать: { $code }
signing-error-nca-refused-detail = Выберите другой ключ или запустите NCALayer заново.
signing-error-nca-unreadable = Ответ NCALayer — не подпись
signing-error-nca-unreadable-detail = Он не принят. Подпишите ещё раз.
signing-error-nca-too-large = Документ слишком велик для NCALayer
signing-error-nca-too-large-detail = Подпишите ключом из файла.

## More checks of a signature (composed at run time: check-<name>)
check-structure = Это файл подписи одного человека
check-content = Документ на месте и тот самый
check-attributes = Подписанные сведения полны
check-signer-certificate = Сертификат подписавшего есть в файле
check-signing-time = Время подписания непротиворечиво
check-organisation = Подписавший действует за нужную организацию
check-other = Дополнительная проверка

## Why a check ended so (composed at run time: check-detail-<reason>)
check-detail-malformed = Часть файла не читается.
check-detail-signer-count = В файле не одна подпись.
check-detail-unsupported-algorithm = Этот алгоритм в данной версии не проверяется.
check-detail-document-missing = Документ не дан, и в файле его нет.
check-detail-another-document = В файле другой документ, не тот, что выбран.
check-detail-document-altered = Документ изменён после подписания или это другой документ.
check-detail-signature-mismatch = Подпись сделана другим ключом или изменена.
check-detail-algorithm-mismatch = Алгоритмы, названные в файле, противоречат друг другу.
check-detail-weak-key = Ключ слишком короткий.
check-detail-attribute-missing = Нет обязательного сведения.
check-detail-attribute-repeated = Сведение указано несколько раз.
check-detail-certificate-missing = В файле нет названного сертификата.
check-detail-another-certificate = Подпись называет другой сертификат, не тот, что в файле.
check-detail-no-anchors = Сертификаты доверенных центров не загружены.
check-detail-unknown-issuer = Центр, выдавший сертификат, неизвестен.
check-detail-self-issued = Сертификат выдан владельцем самому себе.
check-detail-issuer-signature = Сертификат не подписан центром.
check-detail-issuer-expired = Срок сертификата центра истёк.
check-detail-issuer-not-yet-valid = Сертификат центра ещё не действовал.
check-detail-not-an-authority = Сертификат в цепочке не вправе выдавать другие.
check-detail-chain-too-long = Цепочка сертификатов слишком длинная.
check-detail-critical-extension = В сертификате есть обязательное условие, которого программа не знает.
check-detail-expired = К моменту подписания срок сертификата истёк.
check-detail-not-yet-valid = К моменту подписания сертификат ещё не действовал.
check-detail-another-purpose = Сертификат для другого: входа, шифрования или выдачи сертификатов.
check-detail-another-person = Подписал не тот человек, которого ждали.
check-detail-another-organisation = Подписавший действует за другую организацию.
check-detail-role-missing = В сертификате нет нужной роли.
check-detail-signed-in-future = Указанное время подписания ещё не наступило.
check-detail-signed-outside-validity = Указанное время подписания вне срока сертификата.
check-detail-revocation-unknown = Об отзыве сертификата сведений нет: проверится при наличии сети.
check-detail-demonstration = Демонстрационный сертификат: юридической силы нет.
check-detail-time-stamp-unread = Метка времени есть, но её алгоритм в данной версии не проверяется.
check-detail-revoked = К моменту подписания сертификат был отозван или приостановлен.
check-detail-issuer-revoked = Отозван сертификат центра, выдавшего этот сертификат.
check-detail-revocation-outdated = Сведения об отзыве относятся к другому времени.
check-detail-revocation-source-refused = Сведения об отзыве получены не от центра, выдавшего сертификат.
check-detail-revocation-unknown-to-service = Служба центра не знает этого сертификата.
check-detail-time-stamp-mismatch = Метка времени поставлена на другую подпись.
check-detail-time-stamp-forged = Метка времени не подписана своей службой.
check-detail-time-stamp-not-entitled = Этот ключ не предназначен для меток времени или тогда не действовал.
check-detail-time-stamp-untrusted = Служба, поставившая метку времени, не от доверенного центра.
