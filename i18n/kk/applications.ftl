# Мектептердің өтінімдері: тіркелім, шешімдер, мектептің өз кабинеті.

nav-order-applications = Өтінімдер
order-applications = Мектептердің өтінімдері
order-applications-count = { $count ->
    [one] { $count } өтінім
   *[other] { $count } өтінім
}
order-applications-find = Мектеп, БСН, өтінім түрі
order-applications-empty = Өтінім әлі жоқ
order-applications-empty-detail = Өтінімді мектеп береді; жіберілгеннен кейін ол осында көрінеді.
application-kind = Өтінім түрі
application-kind-digitisation = Цифрландыру
application-kind-financing = Қаржыландыру
application-kind-construction = Құрылысты өтеу
application-kind-reconstruction = Реконструкцияны өтеу
application-kind-missing = Өтінім түрін таңдаңыз.
application-stage-new = Жаңа
application-stage-new-again = Түзетуден кейін
application-stage-in-work = Орындалуда
application-stage-in-approval = Келісуде
application-stage-back-at-executor = Орындаушыда пысықтауда
application-stage-back-at-school = Мектепте пысықтауда
application-stage-accepted = Қабылданды
application-stage-refused = Қабылданбады
application-stage-withdrawn = Кері алынды
application-seen-sent = Жіберілді
application-seen-rework = Түзетуге қайтарылды
application-seen-accepted = Қабылданды
application-seen-refused = Қабылданбады
application-seen-withdrawn = Кері алынды
application-sent = Жіберілген күні
application-due = Мерзімі
application-clock = Қарау мерзімі
application-clock-late = Мерзімі өткен
application-clock-last-day = Соңғы күн
application-clock-running = Мерзімі өтуде
application-clock-paused = Мектепте
application-clock-stopped = Шешілді
application-left = { $count ->
    [one] { $count } жұмыс күні қалды
   *[other] { $count } жұмыс күні қалды
}
application-late = { $count ->
    [one] { $count } жұмыс күніне кешікті
   *[other] { $count } жұмыс күніне кешікті
}
application-left-paused = { $count ->
    [one] Мектепте, { $count } күн қалды
   *[other] Мектепте, { $count } күн қалды
}
application-decided-late = { $count ->
    [one] { $count } күн кешігіп шешілді
   *[other] { $count } күн кешігіп шешілді
}
application-due-left = { $day } дейін. { $left }
application-round = Реті
application-signature = Мектептің қолтаңбасы
application-signature-waits = мектеп әлі қол қойған жоқ
application-unsigned = Мектеп өтінімге әлі қол қойған жоқ: оны қабылдауға болмайды.
application-sign-wanted = Өтінімге бірінші басшының ЭЦҚ-сымен қол қою керек: оған дейін қабылданбайды.
application-sign = Қол қою
application-sign-documents = { $count ->
    [one] { $count } құжат
   *[other] { $count } құжат
}
application-hand = Орындаушы
application-hand-none = Жоқ
application-hand-you = Сіз
application-hand-other = Басқа қызметкер
application-proposed = Ұсынылды
application-proposed-accept = Өтінімді қабылдау
application-proposed-refuse = Өтінімнен бас тарту
application-basis = Негіздер
application-basis-missing = Кемінде бір негізді белгілеңіз.
application-reason-hint = Мектеп осы мәтінді көреді.
application-remarks = Ескертулер
application-remark-whole = Өтінімге жалпы
application-remark-missing = Кемінде бір ескерту жазыңыз.
application-documents = Құжаттар
application-documents-none = Бұл өтінімге құжат керек емес: деректер мемлекеттік дерекқорлардан және LMS-тен алынады.
application-document-licence-annex = Лицензияға қосымша
application-document-international-status = Халықаралық мектеп мәртебесі туралы шешім
application-document-parental-fee-order = Ата-ана төлемі туралы бұйрық
application-document-safety-proof = Өрт, санитариялық қауіпсіздік және терроризмнен қорғалу растамасы
application-document-staffing-statement = Педагогтермен қамтылуы туралы анықтама
application-document-encumbrance = Мақсатын өзгертуге ауыртпалық тіркелгені
application-document-save = Сақтау: { $name }
application-document-choose = Файл таңдау…
application-document-choose-of = Файл таңдау: { $name }
application-document-drop = Файлды алып тастау: { $name }
application-document-stays = Бұрын жіберілгені қалады
application-document-needed = Файл керек
application-document-optional = Болса ғана
application-lacking = Файл таңдалмаған: { $documents }.
application-checks-none = Мектеп бойынша тексеру нәтижелері мұнда әлі жоқ.
application-checks-review = { $count ->
    [one] Қарап шығатын ескерту: { $count }
   *[other] Қарап шығатын ескерту: { $count }
}
application-open-card = Мектеп паспорты және барлық тексеру
application-waits = Алдыңғы әрекет тіркелімнің жауабын күтуде.
application-take = Жұмысқа алу
application-take-over = Өзіме алу
application-take-chosen = { $count ->
    [one] { $count } өтінімді алу
   *[other] { $count } өтінімді алу
}
application-take-title = Өтінімдерді жұмысқа алу
application-take-will = { $count ->
    [one] { $count } өтінім сізге өтеді
   *[other] { $count } өтінім сізге өтеді
}
application-take-not = { $count ->
    [one] { $count } өтінімді алу мүмкін емес
   *[other] { $count } өтінімді алу мүмкін емес
}
application-take-none = Белгіленгендердің ешқайсысын алу мүмкін емес.
application-propose = Келісуге жіберу
application-propose-accept = Қабылдауды ұсыну…
application-propose-refuse = Бас тартуды ұсыну…
application-accept-title = Өтінімді қабылдауды ұсыну
application-accept-detail = Шешімді басқа қызметкер бекітеді. Тіркелім стоп-факторларды қайта тексереді.
application-reviewed = Тексеру ескертулерін қарадым, қарсылығым жоқ
application-refuse-title = Өтінімнен бас тартуды ұсыну
application-return-school = Мектепке қайтару…
application-back-title = Мектепке түзетуге қайтару
application-back-detail = Нені түзету керегін жазыңыз: тек толтырылған жолдар жіберіледі. Өтінім мектепте болғанда мерзім тоқтап тұрады.
application-return-executor = Орындаушыға қайтару…
application-return-executor-title = Орындаушыға қайтару
application-approve = Бекіту…
application-approve-accept-title = Өтінімді қабылдау керек пе?
application-approve-accept-detail = Мектеп бюджетті бөлуге және шартқа қатыса алады.
application-approve-refuse-title = Өтінімнен бас тарту керек пе?
application-new = Жаңа өтінім…
application-new-title = Жаңа өтінім
application-send = Жіберу
application-resubmit = Қайта жіберу…
application-again-title = Түзетілген өтінім
application-again-detail = Тек өзгерген құжаттарды таңдаңыз; қалғандары бұрынғысынша қалады.
application-withdraw = Кері алу…
application-withdraw-title = Өтінімді кері алу керек пе?
application-withdraw-detail = Кері алынған өтінім қаралмайды. Кейін жаңасын беруге болады.

application-propose-chosen = { $count ->
    [one] { $count } өтінімді келісуге
   *[other] { $count } өтінімді келісуге
}
application-propose-title = Өтінімдерді қабылдауды ұсыну
application-propose-will = { $count ->
    [one] { $count } өтінім қабылдау ұсынысымен келісуге барады
   *[other] { $count } өтінім қабылдау ұсынысымен келісуге барады
}
application-approve-chosen = { $count ->
    [one] { $count } өтінімді бекіту
   *[other] { $count } өтінімді бекіту
}
application-approve-title = Өтінімдерді бекіту
application-approve-will = { $count ->
    [one] { $count } өтінім ұсынылғандай шешіледі
   *[other] { $count } өтінім ұсынылғандай шешіледі
}
application-school-chosen = { $count ->
    [one] { $count } өтінімді мектепке қайтару
   *[other] { $count } өтінімді мектепке қайтару
}
application-school-will = { $count ->
    [one] { $count } өтінім мектепке пысықтауға қайтады
   *[other] { $count } өтінім мектептерге пысықтауға қайтады
}
application-executor-chosen = { $count ->
    [one] { $count } өтінімді орындаушыға қайтару
   *[other] { $count } өтінімді орындаушыға қайтару
}
application-executor-will = { $count ->
    [one] { $count } өтінім орындаушысына қайтады
   *[other] { $count } өтінім орындаушыларына қайтады
}
application-many-not = { $count ->
    [one] { $count } өтінім бұрынғы қалпында қалады
   *[other] { $count } өтінім бұрынғы қалпында қалады
}
application-many-none = Белгіленген өтінімдердің ешқайсысымен мұны жасауға болмайды.
application-document-look = Қарау: { $name }
application-document-save-short = Файлға сақтау
application-look-none = Бұл құжатты осында көрсету мүмкін емес
application-look-absent = Файл бұл компьютерде жоқ. Желі болғанда қайта ашыңыз.
application-look-other-kind = Бағдарлама JPEG және PNG суреттерін, PDF құжаттарын көрсетеді. Бұл файлды сақтап, басқа бағдарламада ашыңыз.
application-look-damaged = Файл бүлінген немесе толық емес. Жіберушіден қайта жіберуін сұраңыз.
application-look-locked = Файл құпиясөзбен қорғалған. Жіберушіден құпиясөзсіз файл сұраңыз.
application-look-too-large = Файл немесе оның беті тым үлкен. Оны сақтап, басқа бағдарламада ашыңыз.
application-look-too-long = Бет тым ұзақ салынды. Файлды сақтап, басқа бағдарламада ашыңыз.
application-look-page = { $page }-бет, барлығы { $of }
application-passport = Мектеп паспорты
application-passport-detail = Цифрландыру кезінде мектептің паспорты, оқушылары мен педагогтері жүйеге енгізіледі. Мәліметтер мемлекеттік деректер қорларынан және LMS-тен алынады: жетіспегенін жібермес бұрын дереккөзінде немесе LMS-те толықтырыңыз.
application-part-organisation = Ұйым
application-part-premises = Ғимараттар
application-part-licence = Лицензия
application-part-learners = Оқушылар
application-part-teachers = Педагогтер
application-part-none = Мәлімет жоқ
application-part-no-list = LMS тізімді әлі жіберген жоқ
application-part-buildings = { $count ->
    [one] { $count } ғимарат
   *[other] { $count } ғимарат
}
application-part-places = жоба бойынша { $places } орын
application-part-buildings-lack = бәрінің РКА коды немесе орын саны көрсетілмеген
application-not-digitised = Мектептің қабылданған цифрландыру өтінімі жоқ. Процесс бойынша алдымен сол беріледі.
