# Photos and documents attached to items.
evidence-title = Доказательства
evidence-sheets = Число листов
evidence-count = { $count } { $count ->
    [one] файл
    [few] файла
   *[many] файлов
    }
evidence-add = Добавить файл…
evidence-kind-photo = Фото
evidence-kind-document = Документ
evidence-kind-video = Видео
evidence-caption = Подпись к файлу
evidence-taken-at = Время съёмки
evidence-taken-unknown = неизвестно
evidence-place = Место съёмки
evidence-place-unknown = неизвестно
evidence-size = Размер
evidence-hash = Контрольная сумма SHA-256
evidence-original-kept = Оригинал сохранён без изменений
evidence-remove = Убрать файл
evidence-removed = Файл убран. До подписания его можно восстановить.
evidence-annotate = Разметить фото
evidence-tool-arrow = Стрелка
evidence-tool-box = Рамка
evidence-tool-blur = Размыть
evidence-tool-text = Текст
evidence-unreadable = «{ $name }» не открылся. Файл повреждён или такой формат не поддерживается. Добавьте JPEG, PNG или PDF.
evidence-transfer-waiting = Ожидает отправки
evidence-transfer-sending = Отправляется: { $percent }
evidence-transfer-received = Принято реестром
evidence-transfer-failed = Не отправлено, будет повторено
drop-to-item = Отпустите, чтобы приложить к пункту { $item }: { $count } { $count ->
    [one] файл
    [few] файла
   *[many] файлов
    }
drop-to-visit = Отпустите, чтобы приложить к выезду в целом: { $count } { $count ->
    [one] файл
    [few] файла
   *[many] файлов
    }
drop-verify = Отпустите файл, чтобы его проверить
drop-nowhere = Фото и документы здесь не принимаются: откройте лист, выезд или доказательства и перетащите туда. Файлы подписи, PDF и ZIP откроются на экране проверки.
evidence-empty = Файлы не приложены
