# A visit from the order to its closing.
visit-title = № { $number } сапар
visit-title-draft = Сапар (нөмірсіз)
visit-number = Нөмірі
visit-list-empty = Сізге тағайындалған сапар жоқ
visit-list-empty-detail = Сапар туралы бұйрық шыққанда, ол синхрондаудан кейін осында көрінеді.
visit-filter-today = Бүгінгі
visit-filter-now = Қазір
visit-filter-open = Аяқталмаған
visit-filter-unsynced = Жіберілмеген

## States (composed at run time: visit-state-<state>)
visit-state-planned = Жоспарланған
visit-state-ordered = Тағайындалды
visit-state-notified = Хабардар етілді
visit-state-on-site = Объектіде
visit-state-admission-refused = Объектіге жіберілмеді
visit-state-recording = Толтыру
visit-state-merging = Жауаптарды біріктіру
visit-state-signing = Қол қоюда
visit-state-signed = Қол қойылды
visit-state-handed-over = Табысталды
visit-state-objections = Қарсылық
visit-state-registered = Тіркелді
visit-state-decided = Шешім
visit-state-remedying = Бұзушылықты жою
visit-state-repeat-visit = Қайталама сапар
visit-state-closed = Жабылды

## Roles in the commission (composed at run time: visit-role-<role>)
visit-role-chair = Төраға
visit-role-secretary = Хатшы
visit-role-member = Мүше
visit-role-expert = Сарапшы

## Kinds and grounds
visit-kind-planned = Жоспарлы
visit-kind-unplanned = Жоспардан тыс
visit-kind-repeat = Қайталама
visit-basis-plan = Сапарлар жоспары
visit-basis-risk = Тәуекел белгілері
visit-basis-complaint = Өтініш (шағым)
visit-basis-remedy = Жойылғанын тексеру

## Order of the visit
visit-order = Сапар туралы бұйрық
visit-order-number = Бұйрық нөмірі
visit-order-date = Бұйрық күні
visit-order-issuer = Бұйрықты шығарған
visit-order-expired = Бұйрықтың мерзімі өтті
visit-order-do = Бұйрықпен тағайындау…
visit-order-confirm = Тағайындау
visit-order-hint = Бұйрықтан кейін комиссия дайындалып, сапарға шыға алады.
visit-move = Басқа күнге ауыстыру…
visit-move-title = Басқа күндер
visit-move-hint = Бұйрық шыққанша күндерін өзгертуге болады. Комиссия мүшелері жаңа күндерді синхрондаудан кейін көреді.
visit-move-confirm = Ауыстыру
visit-notice = Ұйымды хабардар ету
visit-notify = Ұйым хабардар етілді
visit-notify-hint = Ұйымға сапар туралы айтылғанда белгілеңіз. Уақыты сақталады.
visit-plan-repeat = Қайталама сапарды жоспарлау
visit-subject = Мониторинг нысанасы
visit-period = Тексерілетін кезең
visit-dates = Өткізу мерзімі
visit-organisation = Ұйым
visit-commission = Комиссия құрамы
visit-checklists = Тексеру парақтары
visit-representative = Ұйым өкілі
visit-previous = Алдыңғы сапар
visit-previous-none = Бұл ұйымға бұрын сапар болмаған
visit-previous-in-pack = Пакет жүктелгенде көрінеді
visit-previous-elsewhere = басқа мекенжай
visit-address-legal = Заңды мекенжайы
visit-address-visited = Сапар мекенжайы

## Offline pack
visit-pack = Желісіз жұмыс пакеті
visit-pack-missing = Пакет жүктелмеген
visit-pack-missing-detail = Желі бар кезде жүктеп алыңыз: онсыз объектіде лицензия мен контингент көрінбейді.
visit-arrive-needs-pack = Келгенді белгілеу үшін пакет керек: желіге қосылып, жүктеп алыңыз
visit-pack-offline = Пакет жүктеу үшін желі керек
visit-pack-old = Пакет жасалған уақыты: { $date }; тізілім деректері содан бері өзгерген болуы мүмкін
visit-pack-download = Пакетті жүктеу

## Arrival
visit-arrive = Келгенін белгілеу
visit-arrived-at = Келді: { $time }
visit-arrived-on = Келді: { $date }, { $time }
visit-arrive-place = Келгенін координатпен белгілеу…
visit-arrive-place-hint = Координаттарды телефоннан немесе картадан ондық градуспен алыңыз: 51,128207 және 71,430411. Орнын көрсетпеу үшін бәрін бос қалдырыңыз.
visit-latitude = Ендік
visit-longitude = Бойлық
visit-accuracy = Дәлдігі, м
visit-accuracy-hint = Құрылғы көрсетсе
visit-place-latitude = Ендік — -90-нан 90-ға дейінгі градус саны
visit-place-longitude = Бойлық — -180-нен 180-ге дейінгі градус саны
visit-place-accuracy = Дәлдік — бүтін метр саны, координатпен бірге жазылады

## Rights leaflet
visit-rights-print = Парақшаны басып шығару

## Admission
visit-admission-waiting = Жіберуді күтуде: { $time }
visit-admission-waiting-over = { $count } минут өтті. Жіберуден бас тартуды рәсімдеуге болады.
visit-admission-record = Бас тартуды рәсімдеу…
visit-refusal-act = Жіберуден бас тарту туралы акт
visit-refusal-consequence = Ұсынылатын салдар: осы мекенжай бойынша төлемді тоқтата тұру

## Witnesses
visit-witnesses = Куәгерлер
visit-witness-add = Куәгер қосу
visit-witnesses-needed = Мән-жайын жазып, кемінде { $count } куәгерді көрсетіңіз

## Work of the team
visit-team = Комиссия мүшелері
visit-merge = Жауаптарды біріктіру
visit-merge-done = Барлық жауап біріктірілді
visit-merge-conflicts = { $count } тармақ бойынша жауаптар екі түрлі
visit-merge-choose = Қайсысы қалатынын таңдаңыз
visit-merge-choose-record = Қай жазба қалатынын таңдаңыз: ол бүкіл комиссияға ортақ болады, екіншісі ауыстырылады
visit-merge-from = { $name }, { $time }
visit-back-to-recording = Толтыруға қайтару
visit-hand-over = Ұйымға табыстау
visit-hand-over-next = Табысталған күннен бастап ұйым қарсылық білдіре алады: бүгін табысталса, қарсылықтар { $date } күнін қоса алғанға дейін қабылданады.
visit-objections-next = Қарсылықтар { $date } күнін қоса алғанға дейін қабылданады. Олар актімен бірге сақталады және сапар бетінде көрінеді.
