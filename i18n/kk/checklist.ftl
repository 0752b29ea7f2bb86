# Checklists: answering, findings, recovery.
checklist-title = Тексеру парағы
checklist-item = Тармақ
checklist-norm-unconfirmed = норма тармағын заңгер растауы керек
checklist-if-violated = бұзылса: { $severity }
checklist-translation-missing = аудармасы жоқ
checklist-read-only = Парақ бекітілген: акт қол қоюға берілді

## Answers (composed at run time: answer-<value>)
answer-yes = Иә
answer-no = Жоқ
answer-na = Қолданылмайды
answer-not-checked = Тексерілмеді
answer-ok = Сәйкес
answer-remarks = Ескертулермен
answer-critical = Сәйкес емес
answer-none = Жауап жоқ
answer-clear = Жауапты алып тастау
answer-not-checked-reason = Неліктен тексерілмеді
answer-computed = есептеледі
answer-invalid = Жауап тексеруден өтпейді
answer-required = Жауап міндетті
answer-number-expected = Мұнда сан қажет
answer-all-conform = Бәрі сәйкес…
answer-all-conform-ask = Бөлімнің жауапсыз { $count } тармағына «Иә» қойылады. Әрқайсысын өзіңіз тексердіңіз бе?

## Severity (composed at run time: severity-<name>)
severity-title = Ауырлығы
severity-gross = Өрескел
severity-significant = Елеулі
severity-minor = Болмашы
severity-information = Ақпарат үшін
severity-changed = Парақта: { $severity }. Ауырлық неге өзгертілді?

## Consequences of a violated item (composed at run time: effect-<name>)
effect-title = Ұсынылатын салдар
effect-suspend = Төлемді тоқтата тұру
effect-terminate = Шартты бұзуды ұсыну
effect-refuse = Қаржыландыруға жібермеу
effect-nopay = Ай үшін төлемге енгізбеу
effect-fix = Жою мерзімі бар нұсқама
effect-verdict = Қорытынды
effect-none = Салдарсыз
effect-basis-seed = пилоттық жоба қағидаларында көрсетілген
effect-basis-proposed = жоба, бекітілмеген

## Filters (composed at run time: checklist-filter-<name>)
checklist-filter-title = Сүзгі
checklist-filter-all = Барлық тармақ
checklist-filter-unanswered = Міндетті, жауапсыз
checklist-filter-violations = Бұзушылықтар
checklist-filter-invalid = Қате жауаптар
checklist-filter-flagged = Белгіленген
checklist-filter-evidence-missing = Дәлел жетіспейді
checklist-filter-not-checked = Тексерілмеген
checklist-filter-colleague = Әріптес өзгерткен
checklist-filter-conflict = Жауаптар қайшы
checklist-filter-empty = Бұл сүзгіге сай тармақ жоқ

## Sections
checklist-section-find = Тармақ іздеу
checklist-progress = { $done } / { $total }
checklist-violations = { $count } бұзушылық
checklist-flags = { $count } белгі

## Finishing: what still prevents the act (composed at run time: blocker-<kind>)
checklist-finish = Толтыруды аяқтау
checklist-finish-ready = Бәрі дайын. Акт жасауға болады.
checklist-finish-blocked = Актіге дейін { $count } кедергі қалды
checklist-finish-later = Кейін аяқтау
checklist-back-to-obstacles = Кедергілерге оралу ({ $count })
checklist-finish-decision = Ұйымның акт бойынша шешімі жауаптар біріктірілгеннен кейін акт экранында белгіленеді.
checklist-name-hei-lic = Лицензия және мекенжай
checklist-name-safe = Қауіпсіздік
checklist-name-att = Қатысу
checklist-name-sch = Мектеп
checklist-name-dorm = Жатақхана
checklist-name-use = Ғимаратты пайдалану
checklist-second-none = Көрсетпеу
checklist-beside = Қатар
blocker-unanswered = { $item }: жауап берілмеген
blocker-invalid = { $item }: жауап тексеруден өтпейді
blocker-no-reason = { $item }: неге тексерілмегені жазылмаған
blocker-no-note = { $item }: бұзушылық сипатталмаған
blocker-no-severity = { $item }: ауырлығы көрсетілмеген
blocker-no-due = { $item }: жою мерзімі көрсетілмеген
blocker-no-stop = { $item }: оқу қай күннен бастап тоқтағаны көрсетілмеген
blocker-stop-impossible = { $item }: оқу тоқтаған күндердің реті дұрыс емес
blocker-due-too-early = { $item }: жою мерзімі кемінде { $days } күн болуы тиіс
blocker-no-photo = { $item }: фото тіркелмеген
blocker-no-document = { $item }: құжат тіркелмеген
blocker-conflict = { $item }: жауаптар екі түрлі
blocker-no-headcount = Бас санау аяқталмаған
blocker-no-representative = Ұйым өкілі көрсетілмеген
blocker-no-party-decision = Ұйымның шешімі белгіленбеген
blocker-act-objections-missing = Актіге қарсылықпен қол қойылған, бірақ қарсылық мәтіні жоқ
blocker-act-objections-unsaid = Қарсылық жазылған, бірақ актіге қарсылықсыз қол қойылды деп белгіленген
blocker-act-refusal-unexplained = Өкілдің актіге қол қоюдан қалай бас тартқаны сипатталмаған
blocker-act-refusal-unsaid = Қол қоюдан бас тарту сипатталған, бірақ актіге қол қойылды деп белгіленген
blocker-act-acquaintance-missing = Өкілдің актімен қашан танысқаны көрсетілмеген
blocker-act-acquaintance-out-of-order = Танысу уақыты сапар уақытына сәйкес келмейді
blocker-act-departure-missing = Комиссияның қашан кеткені көрсетілмеген
blocker-act-departure-out-of-order = Кету уақыты сапар уақытына сәйкес келмейді

## Finding: the record of a violation
finding-note = Бұзушылықтың сипаттамасы
finding-note-hint = Нені, қай жерде көрдіңіз
finding-due = Жою мерзімі
finding-due-proposed = ұсынылады: { $term }
finding-stop-since = Оқу тоқтаған күн
finding-stop-resumed = Қайта басталған күн (бос: әлі тоқтап тұр)
finding-stop-impossible = Күндердің реті дұрыс емес немесе олар әлі келген жоқ
finding-stop-rule = Оқу 1 айдан артық тоқтаса, шартты бұзу ұсынылады; одан қысқа болса, нұсқама тармағы жазылады.
finding-responsible = Жауапты тұлға
finding-recommendation = Ұсыным
finding-evidence = Дәлел
finding-evidence-photo-required = Дәлел: фото, міндетті
finding-evidence-document-required = Дәлел: құжат, міндетті
finding-item-note = Ескертпе

## Previous visit
previous-title = { $item } · алдыңғы сапар
previous-violation = Бұзушылық болған
previous-conformed = Сәйкес болған
previous-not-asked = Өткен жолы сұралмаған
previous-remedied = Жою мерзімі { $due }, { $date } жойылды
previous-not-remedied = Жою мерзімі { $due }, жойылмаған

## History of an item
history-title = Тарихы
history-none = Әлі жауап берілмеген
history-line = { $time } { $value } · { $name }

## Keys of the runner
key-answer = жауап
key-note = ескертпе
key-photo = фото
key-flag = белгі
key-severity = ауырлық
key-next-unanswered = келесі жауапсыз
key-go-to = өту
key-language = тіл
key-undo = кері қайтару
key-back = артқа
checklist-go-to-title = Тармаққа өту
checklist-go-to-hint = Тармақ нөмірі немесе мәтінінен сөз

## Undo and recovery
undo-nothing = Кері қайтаратын ештеңе жоқ
undo-done = Кері қайтарылды: { $what }
undo-redone = Қайта орындалды: { $what }
undo-changed-since = Кері қайтарылмады, содан бері мұны әріптес өзгерткен: { $what }
recovery-title = Жұмыс кенет үзілген
recovery-look = Қалпына келтірілген жазбаларды қарап шығыңыз: әр жол өз орнына апарады.
recovery-line = { $value } · { $time } жазылған
recovery-continue = Осы жерден жалғастыру
key-type = теру
