# Мемлекеттік білім беру тапсырысы: тізілімдер, жазбалар, қол қою.

nav-group-orders = Мемлекеттік тапсырыс
nav-order-acts = Актілер
order-acts = Ай сайынғы актілер
order-acts-count = { $count ->
    [one] { $count } акт
   *[other] { $count } акт
}
order-acts-find = Мектеп, БСН, шарт
order-acts-empty = Актілер әлі жоқ
order-acts-empty-detail = Акт ай контингенті бекітілгеннен кейін сол айға жасалады.
order-act-title = { $month } актісі
order-acts-left-out = кері алынған { $count } актіні қоспағанда
order-acts-left-out-all = { $count ->
    [one] кері алынған
   *[other] бәрі кері алынған
}
order-act-state-composed = Мектепті күтуде
order-act-state-by-school = Басқарманы күтуде
order-act-state-signed = Қол қойылған
order-act-state-withdrawn = Кері алынған
order-act-paid = Төлем
order-act-paid-none = Төленбеген
order-act-paid-listed = Тізілімде
order-act-paid-ordered = Төлем жолда
order-act-paid-paid = Төленген
order-act-paid-returned = Төлем қайтарылды
order-act-paid-sent-back = Қайтарылды
order-act-learners = Төленетін оқушылар
order-act-not-paid = Төленбейді
order-act-excluded = Тексерулер шығарған
order-act-held = Мәлімет жеткіліксіз
order-act-cut = Шектен артық
order-act-cut-by = Шек
order-act-excluded-short = { $count } шығарылды
order-act-held-short = мәліметсіз { $count }
order-act-cut-short = шектен артық { $count }
order-act-all-paid = Барлық оқушылар төленеді
order-act-lines = Не төленеді
order-act-norms = Нормативтер
order-act-sign = Қол қою
order-act-withdraw = Актіні кері алу
order-act-withdraw-title = Актіні кері алу керек пе?
order-act-withdraw-detail = Осы айға басқа акт жасауға болады. Кері алынған акт тарихта қалады.
order-act-back = № { $number } тізілімнен { $day } қайтарылды: { $reason }
order-act-send-back = Басқармаға қайтару…
order-act-send-back-title = Актіні басқармаға қайтару керек пе?
order-act-send-back-detail = Акт қабылданған тізілімнен шығады, басқарма оны басқа тізілімге енгізе алады. Қол қойылған тізілім өзгермейді.
order-limit-sanitary-permit = санитариялық рұқсат
order-limit-design-capacity = жобалық қуаттылық
order-limit-contract-places = шарт бойынша орындар
order-limit-other-contracts = сол айдың басқа шарт бойынша актісі
order-obstacle-not-signed = Актіге екі тарап қол қоймаған.
order-obstacle-no-invoice = Электрондық шот-фактура жоқ.
order-obstacle-invoice-differs = Шот-фактура басқа сомаға немесе басқа жеткізушіден.
order-obstacle-invoice-unknown = ЭШФ АЖ шот-фактура туралы жауап бермеді.
order-obstacle-suspended = Мектепті қаржыландыру тоқтатыла тұрды.
order-obstacle-account-changed = Деректемелер шарттан кейін өзгерген.
order-obstacle-over-plan = Сома ай жоспарынан артық.
order-obstacle-elsewhere-listed = Акт басқа тізілімде тұр.
order-school = Мектеп
order-contract = Шарт
order-month = Ай
order-sum = Сома
order-state = Күйі
order-since = Қай күннен бері
order-history = Тарихы
order-named = { $name } ({ $office })
order-step-by = { $what } · { $who }
order-step-by-you = { $what } (сіз)
order-step-why = { $what }: { $reason }
order-waiting = { $what }: { $time } бастап жіберуді күтуде
order-waiting-taken = { $what }: тізілім қабылдады, жазба жақында жаңарады
order-gone = Жазба мұнда жоқ
order-gone-detail = Ол әлі алынбаған немесе сізге енді көрсетілмейді.
order-reason = Себебі
order-reason-missing = Себебін көрсетіңіз.
order-sign-chosen = { $count ->
    [one] { $count } актіге қол қою
   *[other] { $count } актіге қол қою
}
order-sign-none = Белгіленгендердің ешқайсысы сіздің қолыңызды күтпейді.
order-sign-title = { $count ->
    [one] { $count } құжатқа қол қою
   *[other] { $count } құжатқа қол қою
}
order-sign-sum = Барлығы: { $sum }
order-sign-detail = Әр құжатқа жеке қол қойылып, бірден сақталады. Қол қойылған өзгермейді.
order-sign-course = { $of } ішінен { $done } дайын
order-signed = Қол қойылды, жіберуді күтуде немесе жіберілді
order-signed-already = Сіздің тарап бұрын қол қойған
nav-order-contracts = Шарттар
order-contracts = Шарттар
order-contracts-count = { $count ->
    [one] { $count } шарт
   *[other] { $count } шарт
}
order-contracts-find = Мектеп, БСН, нөмір
order-contracts-empty = Шарттар әлі жоқ
order-contracts-empty-detail = Шарт қаржыландыруға өтінімі қабылданған және жоспарда бар мектеппен жасалады.
order-contract-title = № { $number } шарт
order-agreement-title = № { $number } шартқа { $nth }-қосымша келісім
order-contract-state-to-sign = Қол қоюда
order-contract-state-active = Белсенді
order-contract-state-changing = Қосымша келісім қол қоюда
order-contract-state-terminated = Бұзылған
order-contract-new = Жаңа шарт
order-contract-amend = Қосымша келісім
order-contract-draw-up = Жасау
order-contract-end = Бұзу
order-contract-end-title = Шартты бұзу керек пе?
order-contract-end-detail = Ол бойынша жаңа актілер болмайды. Қол қойылған актілер төленеді.
order-contract-acted = Актіленгені { $acted }, қалғаны { $left }
order-contract-acted-column = Актіленген
order-contract-left = Қалғаны
order-contract-months = Айлар
order-contract-from = Бастапқы ай
order-contract-to = Соңғы ай
order-contract-account = Мектеп шоты
order-contract-iban = Мектептің ЖСК
order-contract-bank = Банктің БСК
order-contract-bank-wrong = Мұндай БСК болмайды
order-contract-building = Ғимарат
order-contract-places = { $count ->
    [one] { $count } орын
   *[other] { $count } орын
}
order-contract-places-of = Орын: { $name }
order-contract-plan-left = Жоспар мектепке { $sum } қалдырады
order-contract-no-school = Қаржыландыруға өтінімі қабылданған мектеп жоқ.
order-contract-note = Жасалған соң шартқа екі тарап қол қояды; екінші қолға дейін ол күшіне енбейді.
order-for = Мәні
order-for-teaching = Оқыту (А1)
order-for-construction = Құрылыс (А2)
order-for-reconstruction = Реконструкция (А3)
order-building-application = Шығындарды өтеу өтінімі
order-building-open-application = Өтінімді ашу
order-building-commissioned = Пайдалануға берілген жылы
order-building-first-year = Өтеудің бірінші жылы
order-building-rate = Бір білім алушыға мөлшерлеме
order-building-rate-words = жылына { $rate } АЕК; { $year } жылғы АЕК: { $index }
order-building-counted = Кім үшін
order-building-by-contingent = жобалық қуаттылық шегіндегі айдың контингенті үшін
order-building-by-places = шарттағы орындар үшін
order-building-schedule = Шығындарды өтеу кестесі
order-building-no-index = АЕК әлі белгіленбеген
order-building-month = Айға өтеу: білім алушылар × біреуіне сома
order-building-contract = Жылға шарт жасау
order-schedule-print = Кестені басып шығару
order-schedule-save = Кесте PDF-ке
order-contract-agreements = Келісімдер
order-contract-month-acts = Айлар бойынша актілер
order-agreement-signed = Екі тарап { $date } қол қойды
order-agreement-awaits-department = Басқарманың қолын күтуде
order-agreement-awaits-school = Мектептің қолын күтуде
order-agreement-awaits-both = Екі тараптың қолын күтуде
order-act-compose = Акт жасау
order-act-compose-of = Акт жасау: { $month }
order-act-none = Акт жоқ
order-number = Нөмірі
order-form-incomplete = Міндетті өрістерді толтырыңыз.
order-sign-contracts = { $count ->
    [one] { $count } шартқа қол қою
   *[other] { $count } шартқа қол қою
}
order-act-list-print = Білім алушылар тізбесімен басып шығару
order-act-list-save = Білім алушылар тізбесімен PDF сақтау…
order-act-list-asking = Тізілім білім алушылар тізбесін дайындап жатыр…
order-act-list-file = { $act } білім алушылар тізбесі
client-learners-needs-network = Білім алушылардың тізбесі тізілімнен сұралады: онымен байланыс керек.
client-learners-cancelled = Білім алушылар тізбесін сұрау тоқтатылды.
client-learners-not-yours = Тізілім білім алушылардың тізбесін актілер бойынша тапсырмасы бар акт тараптарына ғана береді.
client-learners-no-register = Тізілімде бұл актіге білім алушылардың тізбесі жоқ
client-learners-no-register-detail = Акт сілтеме жасайтын айдың тізілімі табылмады немесе акт қайтарып алынды. Тізілімнің әкімшісіне хабарласыңыз.
