# Signing in, roles of accounts, locking.
signin-continue = Войти
signin-choose-person = Кто вы?
signin-with-key = Войти с ключом ЭЦП
signin-demo-detail = Это вымышленные люди: их ключи и данные — образцы.
signin-last = Последний вход { $when }
signin-offline-until = без сети до { $date }
signin-offline-ended = Вход без сети был возможен до { $date }
signin-offline-ended-detail = Подключитесь к сети и войдите с ключом: всё записанное сохранено и уйдёт в реестр.
signin-offline-never = Сначала нужен вход по сети
signin-offline-proof = Подтвердите, что это вы: откройте ключ, с которым входили по сети.

## Roles of accounts (composed at run time: signin-role-<role>)
signin-role-commission = Выездная комиссия
signin-role-education-officer = Специалист управления образования
signin-role-issuer-officer = Специалист Эмитента (МНВО)
signin-role-financial-centre = Финансовый центр
signin-role-observer = Наблюдатель
signin-role-school = Частная школа
signin-role-registrar = Регистратор

## Passphrase of the local store
signin-passphrase = Парольная фраза
signin-passphrase-new = Новая парольная фраза
signin-passphrase-repeat = Повторите
signin-passphrase-detail = Этой фразой шифруются данные на компьютере. Если её забыть, неотправленные данные не восстановить.
signin-passphrase-short = Нужно не меньше { $count } { $count ->
    [one] знака
    [few] знаков
   *[many] знаков
    }
signin-passphrase-differs = Фразы не совпадают
signin-unlock = Разблокировать
signin-locked = Программа заблокирована
signin-locked-detail = Всё сохранено. Чтобы продолжить, введите парольную фразу.
signin-keyring-absent = Системное хранилище недоступно; нужна парольная фраза
signin-store-damaged = Файл данных повреждён
signin-store-damaged-detail = Повреждённый файл сохранён как есть. Можно восстановить копию от { $time }.
signin-first-online = Для первого входа нужна сеть
