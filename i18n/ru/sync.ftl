# Connection, queue of operations, sync centre.
sync-title = Центр синхронизации
sync-now = Синхронизировать сейчас

## Status line
sync-status-saved = сохранено { $time }
sync-status-saving = сохраняется…
sync-status-not-saved = не сохранено
sync-status-to-send = к отправке { $count }
sync-status-all-sent = всё отправлено
sync-status-synced = Синхронизировано { $time }
sync-status-never = Ещё не синхронизировано
sync-status-online = В сети
sync-status-offline = Нет сети
sync-status-connecting = Подключение…
sync-status-syncing = Синхронизация…
sync-status-attention = Требует внимания: { $count }
sync-offline-detail = Продолжайте работать: всё сохраняется на этом компьютере и уйдёт само, когда появится сеть.

## Connection
sync-registry = Реестр
sync-registry-address = Адрес реестра
sync-last-success = Последняя успешная синхронизация
sync-next-attempt = Следующая попытка { $when }
sync-clock-difference = Расхождение часов: { $difference }
sync-device = Это устройство
sync-local-data = Данные на компьютере
sync-journal = Журнал

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Очередь отправки
sync-queue-empty = Очередь пуста: всё в реестре
sync-queue-operation = Операция
sync-queue-created = Создана
sync-queue-attempts = { $count } { $count ->
    [one] попытка
    [few] попытки
   *[many] попыток
    }
sync-state-queued = В очереди
sync-state-sending = Отправляется
sync-state-acked = Принято
sync-state-held = Удержано
sync-state-wedged = Не принято
sync-state-queued-detail = Будет отправлено при появлении сети.
sync-state-held-detail = Ждёт, пока примут предыдущую операцию.
sync-state-wedged-detail = Реестр отказал: { $reason }. Следующие операции ждут.
sync-receipt = Квитанция реестра
sync-receipt-at = Реестр принял { $time }
sync-retry-one = Отправить снова
sync-discard-one = Убрать из очереди…
sync-discard-ask = Операция не попадёт в реестр. Данные останутся на этом компьютере.

## What the queue carries (composed at run time: sync-op-<kind>)
sync-op-visit = Состояние выезда
sync-op-draft = Ответы
sync-op-act = Подписанный акт
sync-op-attachment = Вложение
sync-op-decision = Решение
sync-op-objection = Возражения

## Receiving
sync-received = Получено: { $count } { $count ->
    [one] запись
    [few] записи
   *[many] записей
    }
sync-first-download = Первая загрузка реестра
sync-first-download-progress = Загружено { $done } из { $total }
sync-attachments-left = Файлов осталось: { $count }, { $size }
sync-conflicts = Расхождения
sync-conflict-yours = Ваше
sync-conflict-theirs = Коллеги
sync-exchange-file = Обмен через файл
sync-exchange-save = Подготовить файл к отправке…
sync-exchange-load = Загрузить полученный файл…

## Errors
sync-error-unreachable = Реестр недоступен
sync-error-unreachable-detail = Данные сохранены на этом компьютере. Проверьте сеть, прокси и адрес реестра; программа повторит попытку сама.
sync-error-tls = Сертификат реестра не подтверждён
sync-error-tls-detail = Ничего не отправлено. Соединение могло быть перехвачено, либо не установлен сертификат организации; обратитесь к администратору.
sync-error-proxy = Прокси не пропустил соединение
sync-error-proxy-detail = Проверьте адрес прокси и учётную запись в настройках.
sync-error-session = Сеанс завершён
sync-error-session-detail = Данные сохранены. Войдите снова, чтобы продолжить отправку.
sync-error-version = Версия программы устарела
sync-error-version-detail = Реестр не работает с этой версией. Данные сохранены; обновите программу.
sync-error-refused = Реестр не принял операцию
sync-error-fork = Обнаружена копия этого устройства
sync-error-fork-detail = С теми же данными работал другой компьютер. Отправка остановлена; не закрывайте ни один из них и обратитесь к администратору.
sync-error-busy = Реестр занят
sync-error-busy-detail = Программа повторит { $when }.
sync-error-server = Сбой в реестре
sync-error-server-detail = Данные сохранены на этом компьютере, ничего не потеряно. Если сбой повторяется, сообщите администратору код { $code }.
