# Trust and services: authorities, revocation lists, services of the authorities.
trust-authorities = Доверенные центры
trust-authorities-detail = По этим сертификатам проверяются подписи. Национальные корневые центры узнаются по отпечатку, встроенному в программу; имени не верят никогда.
trust-authorities-none = Пока ни одного. Они придут от реестра при первом соединении или из файлов.
trust-believed = Доверяем
trust-offered = Промежуточный
trust-waiting = Не доверяем: не сверен
trust-national = Национальный
trust-demonstration = Демонстрация
trust-from-registry = Из реестра
trust-from-folder = Из папки настроек
trust-from-file = Из файла
trust-from-settings = Из настроек
trust-from-certificate = Из сертификата
trust-expired = Срок истёк
trust-valid-until = Действует до { $date }
trust-validity = Срок действия
trust-holder = Центр
trust-fingerprint = Отпечаток SHA-256
trust-folder = Папка сертификатов
trust-import = Добавить сертификат из файла…
trust-remove = Убрать
trust-remove-ask = Убрать «{ $name }»? Подписи, которые опираются только на него, перестанут проверяться.
trust-confirm = Сверить отпечаток…
trust-confirm-title = Доверять этому центру?
trust-confirm-yes = Доверять
trust-confirm-detail = Возьмите отпечаток там, где его публикует сам центр: на его сайте или в письме. Не берите его с этого экрана: тогда сверки нет.
trust-compared = Отпечаток, опубликованный центром
trust-compared-hint = Весь или не меньше восьми знаков с начала или с конца

## Revocation lists
trust-lists = Списки отозванных сертификатов
trust-lists-detail = По ним отзыв проверяется без сети.
trust-lists-none = Пока ни одного: отзыв проверится при наличии сети.
trust-list-current = Действует
trust-list-past = Вышел новый
trust-list-long-past = Давно устарел
trust-list-supplement = Дополнение
trust-list-span = Выпущен { $from }, следующий { $until }; { $count ->
    [one] { $count } сертификат
    [few] { $count } сертификата
   *[many] { $count } сертификатов
    }
trust-list-from = Выпущен { $from }; { $count ->
    [one] { $count } сертификат
    [few] { $count } сертификата
   *[many] { $count } сертификатов
    }
trust-import-list = Добавить список из файла…

## Services
trust-services = Службы центров
trust-services-detail = Их спрашивают при подписании и проверке, когда есть сеть.
trust-services-none = Ни одной: ни реестр, ни настройки, ни сертификаты их не называют.
trust-services-configured = Адреса служб, прокси и место NCALayer задаются в файле baqylau.toml.
trust-service-ocsp = Проверка отзыва
trust-service-tsp = Метки времени
trust-service-list = Списки отзыва
trust-service-answers = Отвечает за { $millis } мс
trust-check = Проверить службы
trust-check-cancel = Прервать
trust-nca-place = Адрес NCALayer
drop-trust = Отпустите: сертификат центра или список отзыва

## Errors
trust-error-damaged = Файл «{ $name }» повреждён или это не сертификат
trust-error-damaged-detail = Скачайте его заново с сайта центра.
trust-error-unreadable = Файл «{ $name }» не читается
trust-error-unreadable-detail = Проверьте права доступа к нему.
trust-error-not-an-authority = В файле «{ $name }» сертификат не центра
trust-error-not-an-authority-detail = Доверять можно только центрам, которые выдают сертификаты.
trust-error-too-little-compared = Сверено слишком мало: нужно не меньше { $count } знаков отпечатка
trust-error-fingerprint-differs = Отпечаток не совпадает
trust-error-fingerprint-differs-detail = Это не тот сертификат, который публикует центр. Не доверяйте ему и скачайте файл заново.
trust-error-gone = Этого сертификата здесь больше нет
trust-error-list-unknown-issuer = Список «{ $name }» выпустил центр, которому не доверяем: { $issuer }
trust-error-list-unknown-issuer-detail = Сначала добавьте сертификат этого центра.
trust-error-list-forged = Список «{ $name }» изменён или выпущен не тем центром
trust-error-list-forged-detail = Он не принят. Скачайте его заново с сайта центра.
trust-error-list-future = Список «{ $name }» выпущен позже, чем сейчас
trust-error-list-future-detail = Проверьте часы компьютера.
trust-error-list-older = Список «{ $name }» старше того, что уже есть
trust-error-revoked = Сертификат отозван или приостановлен { $date }
trust-error-revoked-detail = Подписывать этим ключом нельзя. Возьмите другой ключ или получите новый в НУЦ.
trust-error-authority-revoked = Сертификат центра, выдавшего этот ключ, отозван
trust-error-authority-revoked-detail = Подписывать этим ключом нельзя. Возьмите ключ другого центра.

## Why a service doesn't do
trust-service-unreachable = Не отвечает: проверьте сеть и прокси
trust-service-slow = Не ответила вовремя
trust-service-status = Отвечает отказом { $status }
trust-service-elsewhere = Отсылает на другой адрес: так её не спрашивают
trust-service-strange = Отвечает не то, что должна
trust-service-address = Это не адрес службы

## What a signature file proves, and why not more
trust-level-bes = Без метки времени
trust-level-t = С меткой времени
trust-level-lt = С меткой времени и сведениями об отзыве
trust-stamped = метка { $date }
trust-later-stamp = Метка времени добавится, когда ответит служба.
trust-later-revocation = Сведения об отзыве добавятся, когда ответит служба.
trust-later-offline = Работа без сети: метка времени добавится потом.
trust-later-no-stamp-service = Служба меток времени не задана.
trust-later-no-revocation-service = Служба проверки отзыва не задана.
trust-later-bad-stamp = Служба дала негодную метку времени; попробуем ещё.
trust-later-too-large = Список отзыва слишком велик для файла подписи: он хранится отдельно.
trust-later-chain = Сертификат не ведёт к доверенному центру: добавить нечего.
trust-later-revoked = Сертификат отозван: добавить нечего.

## What the registry found
trust-registry = Реестр:
trust-registry-silent = Реестр подпись ещё не проверил.
trust-registry-numbered = Реестр зарегистрировал акт: подписи он проверяет до этого. Отдельного заключения об этой подписи здесь нет.
trust-registry-valid = Действительна
trust-registry-invalid = Недействительна
trust-registry-pending = Проверяется
trust-registry-invalid-detail = Реестр не принимает эту подпись: решает он. Обратитесь в реестр; акт с такой подписью не действует.
trust-registry-checked = проверено { $date }
trust-invalid-row = Реестр не принял подпись
