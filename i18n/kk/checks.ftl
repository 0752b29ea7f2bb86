# Automatic checks: titles, reasons, sources, and what follows.

## Titles of the automatic checks (composed at run time: flk-title-<check>)
flk-title-org-status = Заңды тұлғаның мәртебесі
flk-title-org-head = Басшы
flk-title-org-founders = Қатысушылар мен құрылтайшылар
flk-title-org-state-share = Мемлекеттің қатысуы
flk-title-org-licence = Қолданыстағы лицензия
flk-title-org-signature = ЭЦҚ
flk-title-org-tax-debt = Салық берешегі
flk-title-org-social-payments = Әлеуметтік төлемдер
flk-title-org-phone = Телефон нөмірі азаматтардың мобильді базасында
flk-title-org-biometrics = Биометриялық сәйкестендіру
flk-title-org-sms = 1414 арқылы SMS растау
flk-title-org-qr-order = QR арқылы қатысуды есепке алу туралы бұйрық
flk-title-org-account = Алушының шоты
flk-title-act-invoice = Электрондық шот-фактура
flk-title-premises-licence = Қызмет көрсету мекенжайы лицензия қосымшасында
flk-title-premises-right = Ғимаратқа құқық
flk-title-premises-purpose = Ғимараттың нысаналы мақсаты
flk-title-premises-pledge = Жылжымайтын мүлік ауыртпалығы
flk-title-premises-address = Мекенжай тіркелімінің коды
flk-title-premises-area = Ғимарат ауданы
flk-title-premises-permit = Контингент және санитариялық рұқсат
flk-title-premises-capacity = Контингент және жобалық қуаттылық
flk-title-premises-fire = Өрт қауіпсіздігі
flk-title-premises-sanitary = Санитариялық нормалар
flk-title-premises-antiterror = Терроризмге қарсы қорғау
flk-title-learner-birth = Туған күні ЖСН-мен сәйкес
flk-title-learner-citizenship = Білім алушының азаматтығы
flk-title-learner-life = Білім алушының өмірлік мәртебесі
flk-title-learner-duplicate = ЖСН бойынша қайталану
flk-title-learner-moves = Білім алушының ауысулары
flk-title-learner-progress = Үлгерім туралы мәліметтер
flk-title-learner-study = Оқыту түрі
flk-title-learner-contract = Білім алушымен шарт
flk-title-learner-grant = ҰТО деректері бойынша грант
flk-title-learner-capacity = Әрекетке қабілеттілік
flk-title-learner-attendance = LMS және QR бойынша қатысу
flk-title-teacher-citizenship = Педагогтің азаматтығы
flk-title-teacher-life = Педагогтің өмірлік мәртебесі
flk-title-teacher-duplicate = Педагогтің қайталануы
flk-title-teacher-contributions = Педагогтің зейнетақы жарналары
flk-title-teacher-employment = Педагогтің еңбек шарты

## Why a check failed (flk-reason-<reason>)
flk-reason-entity-not-found = Заңды тұлға ЗТ МДҚ-да табылмады.
flk-reason-entity-not-active = Заңды тұлға таратылған немесе таратылып жатыр.
flk-reason-head-missing = ЗТ МДҚ-да басшы көрсетілмеген.
flk-reason-head-differs = Өтінімдегі басшы ЗТ МДҚ-дағы басшымен сәйкес емес.
flk-reason-head-not-alive = Басшы ЖТ МДҚ бойынша тірі емес немесе табылмады.
flk-reason-founder-not-active = Құрылтайшы заңды тұлға қолданыста емес.
flk-reason-founder-not-alive = Құрылтайшы ЖТ МДҚ бойынша тірі емес немесе табылмады.
flk-reason-state-share = Капиталда мемлекеттің үлесі бар.
flk-reason-licence-missing = Лицензия жоқ.
flk-reason-licence-suspended = Лицензияның қолданысы тоқтатыла тұрған.
flk-reason-licence-withdrawn = Лицензия қайтарып алынған.
flk-reason-licence-out-of-term = Лицензия бұл күні қолданыста емес.
flk-reason-address-not-in-licence = Мекенжай қолданыстағы лицензияның қосымшасында жоқ.
flk-reason-signature-invalid = Қолтаңба жарамсыз.
flk-reason-signature-of-another = Қолтаңба ұйымдікі де, оның бірінші басшысынікі де емес.
flk-reason-tax-debt = Салық берешегі бар.
flk-reason-social-payments-overdue = Әлеуметтік төлемдердің мерзімі өткен.
flk-reason-phone-of-another = Телефон нөмірі бұл адамдікі емес.
flk-reason-biometrics-differ = Биометрия сәйкес келмеді.
flk-reason-sms-not-confirmed = SMS расталмаған.
flk-reason-qr-order-missing = QR арқылы есепке алу туралы бұйрық жоқ.
flk-reason-account-closed = Шот жабық.
flk-reason-account-of-another = Шот бұл ұйымдікі емес.
flk-reason-right-missing = Ғимаратқа құқық тіркелмеген.
flk-reason-right-of-another = Ғимаратқа құқық басқа тұлғада.
flk-reason-right-ended = Ғимаратқа құқық мерзімі аяқталған.
flk-reason-purpose-differs = Нысаналы мақсаты сәйкес келмейді.
flk-reason-pledge-not-registered = Ауыртпалық тіркелмеген.
flk-reason-pledge-too-short = Ауыртпалық талап етілгеннен қысқа мерзімге тіркелген.
flk-reason-address-code-unknown = Мекенжай тіркелімінде мұндай код жоқ.
flk-reason-address-code-differs = Тіркелім басқа кодқа жауап берді.
flk-reason-area-overstated = Көрсетілген аудан тіркелгеннен артық.
flk-reason-over-permit = Білім алушылар саны санитариялық рұқсаттан артық.
flk-reason-over-capacity = Білім алушылар саны ғимараттың жобалық қуаттылығынан артық.
flk-reason-fire-safety-missing = Өрт қауіпсіздігі расталмаған.
flk-reason-sanitary-missing = Санитариялық сәйкестік расталмаған.
flk-reason-antiterror-missing = Терроризмге қарсы қорғау расталмаған.
flk-reason-birth-differs = Туған күні ЖСН-дағы күнге сәйкес емес.
flk-reason-not-citizen = Қазақстан азаматы емес.
flk-reason-person-not-found = Адам ЖТ МДҚ-да табылмады.
flk-reason-person-dead = ЖТ МДҚ бойынша қайтыс болған.
flk-reason-duplicate = Бірнеше ұйымның тізімінде тұр.
flk-reason-in-two-regions = Бір айда әртүрлі өңірлердің ұйымдарында тұр.
flk-reason-moved-often = Ұйымнан ұйымға тым жиі ауысады.
flk-reason-not-listed = Бұл ұйымның тізімінде жоқ.
flk-reason-no-marks = Бағалар жоқ.
flk-reason-distance-learning = Қашықтан оқытуға ақы төленбейді.
flk-reason-study-of-another-kind = Оқыту түрі бұл бағдарламаға жатпайды.
flk-reason-contract-of-another = Шарт басқа ұйыммен жасалған.
flk-reason-contract-out-of-term = Шарт бұл айды қамтымайды.
flk-reason-grant-missing = Қолданыстағы грант жоқ.
flk-reason-incapacitated = Әрекетке қабілетсіз деп танылған.
flk-reason-missing = Хабарсыз кеткен деп танылған.
flk-reason-attendance-below = Расталған сабақтар шектен аз.
flk-reason-contributions-missing = Бұл ұйымнан зейнетақы жарналары түспеген.
flk-reason-employment-missing = Бұл ұйыммен еңбек шарты жоқ.
flk-reason-invoice-missing = Электрондық шот-фактура жоқ.
flk-reason-invoice-not-in-force = Шот-фактура кері қайтарылған, күші жойылған немесе қабылданбаған.
flk-reason-invoice-of-another = Шот-фактураны басқа жеткізуші жазған.
flk-reason-invoice-sum-differs = Шот-фактура сомасы акт сомасына тең емес.

## Why nothing is known (flk-unknown-<why>)
flk-unknown-not-asked = Дереккөзден әлі сұралмаған.
flk-unknown-no-answer = Дереккөз жауап бермеді.
flk-unknown-too-old = Мәліметтер тым ескі.
flk-unknown-conflict = Дереккөздердің мәліметтері әртүрлі: адам шешеді.
flk-unknown-left-open = Жауап мәселені шешпейді.
flk-unknown-no-lessons = Сабақ жоспарланбаған: адам шешеді.

## Why a check does not apply (flk-skip-<why>)
flk-skip-no-period = Ай көрсетілмеген.
flk-skip-no-document = Құжат көрсетілмеген.
flk-skip-no-representative = Ұйым өкілі көрсетілмеген.
flk-skip-no-founders = Құрылтайшылар көрсетілмеген.
flk-skip-no-limit = Рұқсатта орын саны көрсетілмеген.

## Reasons of the monthly verdict on one person (flk-month-<reason>)
flk-month-number = ЖСН қате.
flk-month-birth = Туған күні ЖСН-мен сәйкес емес.
flk-month-dead = Қайтыс болған.
flk-month-not-found = ЖТ МДҚ-да табылмады.
flk-month-life-unknown = Өмірлік мәртебесі белгісіз.
flk-month-not-citizen = Қазақстан азаматы емес.
flk-month-citizenship-unknown = Азаматтығы белгісіз.
flk-month-duplicate = Бірнеше ұйымның тізімінде тұр.
flk-month-distance = Қашықтан оқиды.
flk-month-study-other = Оқыту түрі бұл бағдарламаға жатпайды.
flk-month-study-unknown = Оқыту түрі белгісіз.
flk-month-no-contract = Бұл айды қамтитын шарт жоқ.
flk-month-contract-unknown = Шарт туралы мәлімет жоқ.
flk-month-no-licence = Қолданыстағы лицензия жоқ.
flk-month-licence-unknown = Лицензия туралы мәлімет жоқ.
flk-month-attendance-below = Қатысу шектен төмен.
flk-month-no-lessons = Сабақ жоспарланбаған.
flk-month-attendance-unknown = Қатысу туралы мәлімет жоқ.

## Source systems (flk-source-<source>)
flk-source-gbd-ul = ЗТ МДҚ
flk-source-gbd-fl = ЖТ МДҚ
flk-source-gos-reestr = Мемлекеттік мүлік тізілімі
flk-source-e-licensing = Е-лицензиялау
flk-source-nca = ҰКО
flk-source-culs = ЦУЛС
flk-source-bmg = Азаматтардың мобильді базасы
flk-source-biometrics = Биометрия
flk-source-sms-1414 = 1414 SMS қызметі
flk-source-lms = LMS
flk-source-egkn = ЖМБМК (ЕГКН)
flk-source-address-register = Мекенжай тіркелімі
flk-source-enpf = БЖЗҚ
flk-source-enbek = Enbek порталы
flk-source-esf = ЭШФ АЖ
flk-source-nct = ҰТО
flk-source-minjust = Әділет министрлігі
flk-source-nobd = ҰБДҚ
flk-source-treasury = Қазынашылық
flk-source-applicant = Өтініш беруші
flk-source-registry = Тізілім

## Verdicts (flk-verdict-<verdict>)
flk-verdict-passed = Өтті
flk-verdict-failed = Өтпеді
flk-verdict-unknown = Белгісіз
flk-verdict-not-applicable = Қолданылмайды
flk-not-passed = Тексеруден өтпеді: { $check }
requirement-not-met = Орындалмады: { $requirement }

## What follows from a failure (flk-consequence-<consequence>)
flk-consequence-refuse = Тоқтату факторы
flk-consequence-exclude-learner = Білім алушы бұл айдың төлемінен шығарылады
flk-consequence-propose = Шара ұсынылады: адам шешеді
flk-consequence-review = Адам қарайды

## What follows from all checks (flk-decision-<decision>)
flk-decision-allowed = Кедергі жоқ
flk-decision-allowed-after-review = Тоқтату факторлары жоқ, адам қарауы керек
flk-decision-waits = Дереккөздің жауабы күтілуде
flk-decision-refused = Тоқтату факторы бар

## Monthly verdicts (flk-paid-<verdict>)
flk-paid-payable = Төленеді
flk-paid-held = Шешім күтілуде: төленбейді
flk-paid-excluded = Бұл айдан шығарылды

## Card of an organisation: what the checks say
flk-tab = Автоматты тексерулер
flk-occasion-application = Өтінім берілгенде
flk-occasion-activation = Қызмет іске қосылғанда
flk-occasion-monthly = Ай сайынғы тексеруде
flk-run-at = Тексерілді
flk-ask-again = Қайта тексеру
flk-ask-wished = Сұрау сақталды: тізіліммен байланыс болғанда жіберіледі.
flk-ask-queued = Тізілім дереккөздерден сұрап жатыр. Нәтиже синхрондаумен келеді.
flk-ask-waiting = Мұндай тексеру жүріп жатыр: нәтижесі синхрондаумен келеді.
flk-ask-no-sources = Тізілімге бірде-бір дереккөз қосылмаған: тексерулер күтіп тұр.
flk-none = Автоматты тексерулер әлі жүргізілген жоқ
flk-none-detail = Тізілім дереккөздерден сұраған соң нәтижелер осында шығады.
flk-unidentified = БСН қате: мұндай ұйым туралы дереккөздерден сұрау мүмкін емес.
flk-unasked = Тізілім мына дереккөздерге қосылмаған: { $sources }.
flk-filter-all = Барлық тексерулер
flk-filter-in-the-way = Тек кедергілер
flk-nothing-in-the-way = Кедергі жоқ
flk-nothing-in-the-way-detail = Салдары бар тексерулердің ешқайсысы құлаған жоқ және жауап күтіп тұрған жоқ.
flk-whole-organisation = Ұйым
flk-sources = Дереккөздер
flk-evidence = Мәліметтер
flk-evidence-line = { $source }: { $said } ({ $when } жағдай бойынша)
flk-evidence-against = { $line }; салыстырылған мән: { $value }
flk-evidence-stale = { $line }; ескірген, дереккөз әзірге жауап бермеді
flk-evidence-too-old = { $line }; тым ескі
flk-follows = Салдары
flk-since = Осы күйде, бастап
flk-basis = Негіздеме
flk-basis-proposal = { $text } (ұсыныс)
flk-people = Білім алушылар
flk-people-passed = { $count } адам: өтті
flk-people-failed = { $count } адам: өтпеді
flk-people-unknown = { $count } адам: белгісіз
flk-register-column = Тоқтату факторлары
flk-register-stops = { $count } фактор
flk-register-no-stops = Жоқ
flk-register-unchecked = Тексерілмеген
flk-register-filter = Тоқтату факторы бар
flk-register-pill = Тоқтату факторы

## What a source said (flk-said-<word>)
flk-said-yes = иә
flk-said-no = жоқ
flk-said-encumbered = { $from } бастап { $to } дейін тіркелген
flk-said-encumbered-untold = тіркелген, мерзімі хабарланбаған
flk-said-at-least = кемінде { $day } дейін
flk-said-none = мәлімет жоқ
flk-said-active = әрекет етеді
flk-said-in-liquidation = таратылып жатыр
flk-said-liquidated = таратылған
flk-said-not-found = табылмады
flk-said-alive = тірі
flk-said-dead = қайтыс болған
flk-said-education = білім беру
flk-said-residence = тұрғын үй
flk-said-other = басқа мақсат
flk-said-unknown = мақсаты көрсетілмеген
flk-said-exists = { $code } тіркелімде бар
flk-said-absent = { $code } тіркелімде жоқ
flk-said-valid = жарамды
flk-said-invalid = жарамсыз
flk-said-not-fully-checked = толық тексерілмеген
flk-said-area = { $area } м²
flk-said-places = { $count } орын
