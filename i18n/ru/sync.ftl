# Connection, queue of operations, sync centre.
sync-title = Центр синхронизации
sync-now = Синхронизировать сейчас

## Status line
sync-status-saved = сохранено { $time }
sync-status-saving = сохраняется…
sync-status-to-send = к отправке { $count }
sync-status-never = Ещё не синхронизировано
sync-status-online = В сети
sync-status-offline = Нет сети
sync-status-connecting = Подключение…
sync-status-syncing = Синхронизация…
sync-status-attention = Требует внимания: { $count }
sync-offline-detail = Продолжайте работать: всё сохраняется на этом компьютере и уйдёт само, когда появится сеть.

## Connection
sync-registry = Реестр
sync-last-success = Последняя успешная синхронизация
sync-offline-until = Последний день входа без сети

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Очередь отправки
sync-queue-empty = Очередь пуста: всё в реестре
sync-queue-operation = Операция
sync-queue-created = Создана
sync-state-queued = В очереди
sync-state-sending = Отправляется
sync-state-acked = Принято
sync-state-held = Удержано
sync-state-wedged = Не принято
sync-state-queued-detail = Будет отправлено при появлении сети.
sync-state-held-detail = Ждёт, пока примут предыдущую операцию.
sync-state-wedged-detail = Реестр отказал: { $reason }. Следующие операции ждут.
sync-receipt = Квитанция реестра
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
sync-attachments-left = Файлов осталось: { $count }, { $size }
sync-conflicts = Расхождения
sync-exchange-file = Обмен через файл
sync-exchange-save = Подготовить файл к отправке…
sync-exchange-load = Загрузить полученный файл…

## Errors
sync-error-session = Сеанс завершён
sync-error-session-detail = Данные сохранены. Войдите снова, чтобы продолжить отправку.

## Сверка копии на этом компьютере с реестром
sync-compare-title = Копия реестра
sync-compare-never = С реестром ещё не сверялась. Сверка идёт сама раз в сутки.
sync-compare-equal = Совпадает с реестром
sync-compare-corrected = { $count } { $count ->
    [one] запись отличалась и получена заново
    [few] записи отличались и получены заново
   *[many] записей отличались и получены заново
}
sync-compare-at = Сверено
sync-compare-now = Сверить сейчас
sync-compare-offline = Нужна связь с реестром

## Часы компьютера, какими их увидел реестр
sync-clock-flagged = Часы под сомнением
sync-clock-flagged-detail = Часы этого компьютера расходились с часами реестра или переводились назад. Операция от этого не отклоняется: время её составления остаётся свидетельством, а сроки реестр считает по своим часам.
