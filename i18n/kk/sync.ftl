# Connection, queue of operations, sync centre.
sync-title = Синхрондау орталығы
sync-now = Қазір синхрондау

## Status line
sync-status-saved = { $time } сақталды
sync-status-saving = сақталуда…
sync-status-not-saved = сақталмады
sync-status-to-send = жіберуге { $count }
sync-status-all-sent = бәрі жіберілді
sync-status-synced = Синхрондалды { $time }
sync-status-never = Әлі синхрондалмаған
sync-status-online = Желіде
sync-status-offline = Желі жоқ
sync-status-connecting = Қосылуда…
sync-status-syncing = Синхрондалуда…
sync-status-attention = Назар аударыңыз: { $count }
sync-offline-detail = Жұмысты жалғастыра беріңіз: бәрі осы компьютерде сақталады, желі пайда болғанда өзі жіберіледі.

## Connection
sync-registry = Тізілім
sync-registry-address = Тізілім мекенжайы
sync-last-success = Соңғы сәтті синхрондау
sync-next-attempt = Келесі әрекет { $when }
sync-clock-difference = Сағат айырмасы: { $difference }
sync-device = Осы құрылғы
sync-local-data = Компьютердегі деректер
sync-journal = Журнал

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Жіберу кезегі
sync-queue-empty = Кезек бос: бәрі тізілімде
sync-queue-operation = Әрекет
sync-queue-created = Жасалған уақыты
sync-queue-attempts = { $count } әрекет
sync-state-queued = Кезекте
sync-state-sending = Жіберілуде
sync-state-acked = Қабылданды
sync-state-held = Ұсталып тұр
sync-state-wedged = Қабылданбады
sync-state-queued-detail = Желі пайда болғанда жіберіледі.
sync-state-held-detail = Алдындағы әрекет қабылданғанша күтеді.
sync-state-wedged-detail = Тізілім бас тартты: { $reason }. Кейінгі әрекеттер күтіп тұр.
sync-receipt = Тізілім түбіртегі
sync-receipt-at = Тізілім қабылдады: { $time }
sync-retry-one = Қайта жіберу
sync-discard-one = Кезектен алу…
sync-discard-ask = Бұл әрекет тізілімге жетпейді. Дерек осы компьютерде қалады.

## What the queue carries (composed at run time: sync-op-<kind>)
sync-op-visit = Сапар күйі
sync-op-draft = Жауаптар
sync-op-act = Қол қойылған акт
sync-op-attachment = Тіркелген файл
sync-op-decision = Шешім
sync-op-objection = Қарсылық

## Receiving
sync-received = Алынды: { $count } жазба
sync-first-download = Тізілімді алғашқы жүктеу
sync-first-download-progress = Жүктелді: { $done } / { $total }
sync-attachments-left = Файлдар: { $count } қалды, { $size }
sync-conflicts = Қайшылықтар
sync-conflict-yours = Сіздікі
sync-conflict-theirs = Әріптесіңіздікі
sync-exchange-file = Файл арқылы алмасу
sync-exchange-save = Жіберуге файл дайындау…
sync-exchange-load = Алынған файлды енгізу…

## Errors
sync-error-unreachable = Тізілімге қосылу мүмкін болмады
sync-error-unreachable-detail = Деректер осы компьютерде сақтаулы. Желіні, прокси мен тізілім мекенжайын тексеріңіз; бағдарлама өзі де қайталайды.
sync-error-tls = Тізілім куәлігі расталмады
sync-error-tls-detail = Ештеңе жіберілмеді. Байланыс бөгделенуі мүмкін немесе ұйым куәлігі орнатылмаған; әкімшіге хабарласыңыз.
sync-error-proxy = Прокси сервер өткізбеді
sync-error-proxy-detail = Баптаулардағы прокси мекенжайы мен есептік жазбаны тексеріңіз.
sync-error-session = Сеанс аяқталды
sync-error-session-detail = Деректер сақтаулы. Жіберуді жалғастыру үшін қайта кіріңіз.
sync-error-version = Бағдарлама нұсқасы ескірген
sync-error-version-detail = Тізілім бұл нұсқамен жұмыс істемейді. Деректер сақтаулы; бағдарламаны жаңартыңыз.
sync-error-refused = Тізілім әрекетті қабылдамады
sync-error-fork = Бұл құрылғының көшірмесі анықталды
sync-error-fork-detail = Сол деректермен басқа компьютер жұмыс істеген. Жіберу тоқтатылды; екеуін де жаппай, әкімшіге хабарласыңыз.
sync-error-busy = Тізілім бос емес
sync-error-busy-detail = Бағдарлама { $when } қайталайды.
sync-error-server = Тізілімде ақау
sync-error-server-detail = Деректер осы компьютерде сақтаулы, ештеңе жоғалған жоқ. Қайталана берсе, әкімшіге { $code } кодын айтыңыз.
