# Connection, queue of operations, sync centre.
sync-title = Синхрондау орталығы
sync-now = Қазір синхрондау

## Status line
sync-status-saved = { $time } сақталды
sync-status-saving = сақталуда…
sync-status-to-send = жіберуге { $count }
sync-status-never = Әлі синхрондалмаған
sync-status-online = Желіде
sync-status-offline = Желі жоқ
sync-status-connecting = Қосылуда…
sync-status-syncing = Синхрондалуда…
sync-status-attention = Назар аударыңыз: { $count }
sync-offline-detail = Жұмысты жалғастыра беріңіз: бәрі осы компьютерде сақталады, желі пайда болғанда өзі жіберіледі.

## Connection
sync-registry = Тізілім
sync-last-success = Соңғы сәтті синхрондау
sync-offline-until = Желісіз кіруге болатын соңғы күн

## Queue (states composed at run time: sync-state-<state>)
sync-queue = Жіберу кезегі
sync-queue-empty = Кезек бос: бәрі тізілімде
sync-queue-operation = Әрекет
sync-queue-created = Жасалған уақыты
sync-state-queued = Кезекте
sync-state-sending = Жіберілуде
sync-state-acked = Қабылданды
sync-state-held = Ұсталып тұр
sync-state-wedged = Қабылданбады
sync-state-queued-detail = Желі пайда болғанда жіберіледі.
sync-state-held-detail = Алдындағы әрекет қабылданғанша күтеді.
sync-state-wedged-detail = Тізілім бас тартты: { $reason }. Кейінгі әрекеттер күтіп тұр.
sync-receipt = Тізілім түбіртегі
sync-retry-one = Қайта жіберу
sync-discard-one = Кезектен алу…
sync-discard-ask = Бұл әрекет тізілімге жетпейді. Деректер осы компьютерде қалады.

## What the queue carries (composed at run time: sync-op-<kind>)
sync-op-visit = Сапар күйі
sync-op-draft = Жауаптар
sync-op-act = Қол қойылған акт
sync-op-attachment = Тіркелген файл
sync-op-decision = Шешім
sync-op-objection = Қарсылық

## Receiving
sync-attachments-left = Қалған файлдар: { $count }, { $size }
sync-conflicts = Қайшылықтар
sync-exchange-file = Файл арқылы алмасу
sync-exchange-save = Жіберілетін файлды дайындау…
sync-exchange-load = Алынған файлды енгізу…

## Errors
sync-error-session = Сеанс аяқталды
sync-error-session-detail = Деректер сақтаулы. Жіберуді жалғастыру үшін қайта кіріңіз.

## Осы компьютердегі көшірмені тізіліммен салыстыру
sync-compare-title = Тізілімнің көшірмесі
sync-compare-never = Тізіліммен әлі салыстырылған жоқ. Салыстыру тәулігіне бір рет өзі жүреді.
sync-compare-equal = Тізіліммен сәйкес
sync-compare-corrected = { $count } жазба өзгеше болды, қайта алынды
sync-compare-at = Салыстырылды
sync-compare-now = Қазір салыстыру
sync-compare-offline = Тізіліммен байланыс керек

## Компьютер сағаты туралы тізілім белгісі
sync-clock-flagged = Сағатқа күмән бар
sync-clock-flagged-detail = Бұл компьютердің сағаты тізілім сағатынан өзгеше болды немесе кері жылжытылды. Әрекет осы себептен қабылданбай қалмайды: жасалған уақыты айғақ болып қалады, ал мерзімдерді тізілім өз сағатымен есептейді.
