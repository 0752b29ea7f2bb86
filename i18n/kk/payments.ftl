# Актілердің жиынтық тізілімдері, төлемдер, банк үзіндісі.

## Жиынтық тізілімдер
nav-order-registers = Актілер тізілімдері
order-registers = Актілердің жиынтық тізілімдері
order-registers-count = { $count ->
    [one] { $count } тізілім
   *[other] { $count } тізілім
}
order-registers-find = Нөмір, өңір, мектеп, БСН
order-registers-empty = Тізілімдер әлі жоқ
order-registers-empty-detail = Басқарма қол қойылған актілерді жиынтық тізілімге жинап, Қаржы орталығына жібереді.
order-register-name = № { $number } тізілім, { $department }
order-payments-left-out = қайтарылған { $count } төлемді қоспағанда
order-payments-left-out-all = { $count ->
    [one] қайтарылған
   *[other] бәрі қайтарылған
}
order-registers-left-out = қайтарылған { $count } тізілімді қоспағанда
order-registers-left-out-all = { $count ->
    [one] қайтарылған
   *[other] бәрі қайтарылған
}
order-register-state-open = Жасалуда
order-register-state-sent = Жіберілді
order-register-state-accepted = Қабылданды
order-register-state-returned = Қайтарылды
order-register-holder = Қазір кімде
order-register-holder-department = Білім басқармасы
order-register-holder-centre = Қаржы орталығы
order-register-holder-nobody = Ешкімде: аяқталды
order-register-payments = Төлемдер
order-register-paid-none = Әлі ерте
order-register-paid-to-order = Төлем тапсырмасын күтуде
order-register-paid-under-way = Жолда
order-register-paid-came-back = Қайтарылғаны бар
order-register-paid-paid = Төленді
order-register-paid-sent-back = Бәрі қайтарылды
order-register-acts = Актілер
order-register-acts-count = { $count ->
    [one] { $count } акт
   *[other] { $count } акт
}
order-register-acts-list = Тізілім актілері
order-register-no-acts = Тізілімде әзірге акт жоқ.
order-register-act-detail = { $count ->
    [one] { $contract } шарты, { $count } оқушы
   *[other] { $contract } шарты, { $count } оқушы
}
order-register-see-act = Актіні ашу: { $name }
order-register-see-payments = Төлемдерге
order-register-open = Тізілім ашу…
order-register-open-title = Жаңа жиынтық тізілім
order-register-open-confirm = Тізілімді ашу
order-register-list = Актілерді енгізу…
order-register-list-title = Актілерді тізілімге енгізу
order-register-list-confirm = Енгізу
order-register-choose = Актілерді белгілеңіз.
order-register-chosen = { $count ->
    [one] { $count } акт таңдалды, сомасы { $sum }
   *[other] { $count } акт таңдалды, сомасы { $sum }
}
order-register-tick-all = { $count ->
    [one] Қолжетімді { $count } актіні белгілеу
   *[other] Қолжетімді { $count } актіні белгілеу
}
order-register-tick-none = Белгілерді алып тастау
order-register-none-to-list = Тізілімдерге енбеген қол қойылған акт жоқ.
order-register-no-contract = Бұл актінің шарты әлі алынбаған: тізілім тексереді.
order-register-unlist = Шығару
order-register-unlist-one = Тізілімнен шығару: { $name }
order-register-unlist-title = Актіні тізілімнен шығару керек пе?
order-register-send = Қол қойып жіберу
order-register-sign-chosen = { $count ->
    [one] Қол қойып жіберу: { $count } тізілім
   *[other] Қол қойып жіберу: { $count } тізілім
}
order-register-composition-waits = Құрамындағы өзгерістер тізілімге әлі жетпеді: содан кейін қол қоюға болады.
order-register-again = Түзетілген актілерден жаңа тізілім…
order-register-returned-why = { $count ->
    [one] Қаржы орталығы тізілімді қайтарды: { $count } актінің себебі көрсетілген. Актілерді басқа тізілімге енгізуге болады.
   *[other] Қаржы орталығы тізілімді қайтарды: { $count } актінің себебі көрсетілген. Актілерді басқа тізілімге енгізуге болады.
}
order-register-accept = Қабылдау
order-register-accept-chosen = { $count ->
    [one] { $count } тізілімді қабылдау
   *[other] { $count } тізілімді қабылдау
}
order-register-accept-many = { $count ->
    [one] { $count } тізілімді қабылдау керек пе?
   *[other] { $count } тізілімді қабылдау керек пе?
}
order-register-accept-detail = Шот-фактураларды, тоқтата тұруларды, деректемелер мен жоспарды тізілім тағы бір рет тексереді. Қабылданғаннан кейін төлем тапсырмалары жасалады; содан кейін жеке төленбеген актілерді ғана қайтаруға болады.
order-register-decided = Тізілім бойынша шешіміңіз әлі жетпеді немесе өңделмеді.
order-register-return = Қайтару…
order-register-return-title = Қайтару: { $name }
order-register-return-detail = Тізілім қайтарылуына себеп болған актілерді белгілеп, әрқайсысының себебін көрсетіңіз. Басқарма себептерді көріп, жаңа тізілім жинайды.
order-register-return-count = { $of } ішінен { $count } белгіленді
order-register-return-reason = Қайтару себебі: { $name }
order-register-return-choose = Кемінде бір актіні белгілеңіз.
order-register-return-lacking = Белгіленген әр актінің себебін көрсетіңіз.
order-register-return-confirm = Тізілімді қайтару
order-register-back = Актілерді қайтару…
order-register-back-title = Актілерді қайтару: { $name }
order-register-back-detail = Осы тізілім бойынша төлеуге болмайтын актілерді белгілеп, әрқайсысының себебін көрсетіңіз. Олар басқармаға қайтады, басқарма оларды басқа тізілімге енгізе алады. Қол қойылған тізілім өзгермейді.
order-register-back-confirm = Актілерді қайтару
order-register-back-line = { $day } қайтарылды: { $reason }
order-register-back-again = Қайтарылған актілерден жаңа тізілім…
order-register-back-why = { $count ->
    [one] Қабылданған тізілімнен { $count } акт қайтарылды: оны басқа тізілімге енгізуге болады.
   *[other] Қабылданған тізілімнен { $count } акт қайтарылды: оларды басқа тізілімге енгізуге болады.
}
order-register-to-pay = Тізілім бойынша төленетіні
order-register-pay = Төлемдерді жасау…
order-register-pay-chosen = { $count ->
    [one] { $count } тізілім бойынша төлемдер…
   *[other] { $count } тізілім бойынша төлемдер…
}

## Ортақ
order-many-total = { $count ->
    [one] Жасалады: { $count }, сомасы { $sum }
   *[other] Жасалады: { $count }, сомасы { $sum }
}
order-many-skipped = { $count ->
    [one] { $count } жазба өткізіледі: себебі төменде.
   *[other] { $count } жазба өткізіледі: себептері төменде.
}
order-many-nothing = Белгіленгендердің арасында ондай жоқ.
order-day-future = Күн болашақта бола алмайды.
order-serial = №
order-department = Өңір
order-account = Алушының шоты
order-paper-print = Басып шығару
order-paper-save = PDF сақтау…

## Төлемдер
nav-order-payments = Төлемдер
order-payments = Төлемдер
order-payments-count = { $count ->
    [one] { $count } төлем
   *[other] { $count } төлем
}
order-payments-find = Мектеп, БСН, нөмір, шот
order-payments-empty = Төлемдер әлі жоқ
order-payments-empty-detail = Қаржы орталығы төлем тапсырмаларын қабылданған тізілім бойынша жасайды.
order-payment-title = № { $number } төлем тапсырмасы
order-payment-state-ordered = Жасалды
order-payment-state-sent = Банкте
order-payment-state-paid = Төленді
order-payment-state-returned = Қайтарылды
order-payment-day = Банк өткізген күн
order-paid-sum = Төленген сома
order-payment-bank-reason = Банк көрсеткен себеп
order-payment-act = Акт
order-payment-register = Тізілім
order-payment-others = Осы акт бойынша басқа төлемдер
order-payment-waits = Бұрын белгілегеніңіз жазбаға әлі жетпеді.
order-payment-alive = № { $number } төлем: { $state }
order-payment-came-back = № { $number } төлем { $day } қайтарылды: { $reason }
order-payment-again = Қайта жасау…
order-payment-sent = Банкке жіберілді
order-payment-sent-chosen = { $count ->
    [one] Банкке жіберілді: { $count }
   *[other] Банкке жіберілді: { $count }
}
order-payment-sent-many = { $count ->
    [one] { $count } төлемді банкке жіберілді деп белгілеу керек пе?
   *[other] { $count } төлемді банкке жіберілді деп белгілеу керек пе?
}
order-payment-sent-detail = Файл немесе қағаз банкке тапсырылғанда белгілеңіз. Белгіні болдырмауға болмайды.
order-payment-paid = Банк төледі…
order-payment-paid-chosen = { $count ->
    [one] Банк төледі: { $count }…
   *[other] Банк төледі: { $count }…
}
order-payment-paid-many = { $count ->
    [one] { $count } төлемнің төленгенін жазу керек пе?
   *[other] { $count } төлемнің төленгенін жазу керек пе?
}
order-payment-paid-detail = Банк үзіндісі бойынша есептен шығару күнін көрсетіңіз. Жазбаны болдырмауға болмайды; банк төлемді кейін қайтаруы мүмкін.
order-payment-record = Жазу
order-payment-returned = Банк қайтарды…
order-payment-returned-many = { $count ->
    [one] { $count } төлемнің қайтарылғанын жазу керек пе?
   *[other] { $count } төлемнің қайтарылғанын жазу керек пе?
}
order-payment-returned-detail = Қайтарылғаннан кейін акт бойынша жаңа төлем жасауға болады. Жазбаны болдырмауға болмайды.
order-payment-mt100-chosen = { $count ->
    [one] MT100 файлы: { $count } төлем…
   *[other] MT100 файлы: { $count } төлем…
}
order-payments-asked = Бұл тізілім бойынша төлемдер сұралған, жазбаға әлі жетпеді.
order-payments-all = Тізілімнің барлық актілері бойынша төлемдер бар.
order-payments-order = { $count ->
    [one] { $count } төлем тапсырмасын жасау керек пе?
   *[other] { $count } төлем тапсырмасын жасау керек пе?
}
order-payments-order-detail = Әр актіге бір тапсырма. Бірінші төлем қайтпайынша, сол акт бойынша екінші төлем мүмкін емес.
order-payments-order-confirm = Жасау

## Банк үзіндісі
drop-statement = Банк үзіндісін оқу үшін жіберіңіз
order-statement-open = Банк үзіндісі…
order-statement-title = Үзінді: { $name }
order-statement-reading = Үзінді оқылуда
order-statement-account = Үзінді шоты: { $account }
order-statement-summary = Жазылады: төленген { $paid }, қайтарылған { $returned }. Бұрын жазылған: { $recorded }.
order-statement-problems = { $count ->
    [one] { $count } жолға назар керек: ол бойынша ештеңе жазылмайды.
   *[other] { $count } жолға назар керек: олар бойынша ештеңе жазылмайды.
}
order-statement-faults = { $count ->
    [one] Файлдың { $count } жолы оқылмады.
   *[other] Файлдың { $count } жолы оқылмады.
}
order-statement-fault = { $line }-жол: { $problem }
order-statement-all = Барлық жолдар
order-statement-to-look-at = Назар керек
order-statement-to-record = Жазылатын
order-statement-no-lines = Ондай жолдар жоқ.
order-statement-record = { $count ->
    [one] { $count } жолды жазу
   *[other] { $count } жолды жазу
}
order-statement-record-one = Жазу: { $name }
order-statement-nothing = Жазатын ештеңе жоқ.
order-statement-result = Жазылды: { $count }. Бұрын жазылған: { $already }.
order-statement-paid = № { $number } төлем төленді
order-statement-returned = № { $number } төлем қайтарылды
order-statement-recorded = № { $number } төлем: бұрын жазылған
order-statement-twice = № { $number } төлем тағы бір рет кездеседі: ақша екі рет кетуі мүмкін
order-statement-sum-differs = № { $number } төлем { $sum } сомаға тапсырылған: үзіндіде басқа сома
order-statement-ambiguous = { $count ->
    [one] { $count } төлемге қатысты ма, белгісіз
   *[other] { $count } төлемге сәйкес келеді: адам шешеді
}
order-statement-unknown = Мұнда ондай төлем жоқ
order-statement-keep = Үзіндіні сақтау
order-statement-kept = Бұл файл бұрын сақталған: { $name }, { $when }. Ештеңе екі рет жазылмайды.
order-statement-kept-here = Үзінді осында сақталды және тізілімге жіберілуін күтуде: { $name }, { $when }.
order-statement-by-hand = № { $number } төлеммен қолмен сәйкестендірілді
order-statement-match = Төлем таңдау ({ $count })
order-statement-match-one = Төлем таңдау: { $name }
order-match-title = Бұл жол қай төлем?
order-match-confirm = Сәйкестендіру
order-match-choose = Төлемді таңдаңыз.
order-match-why-missing = Неге дәл осы төлем екенін жазыңыз.
order-match-sum-differs = Жолдың сомасы төлем сомасынан өзгеше. Банктен нақтылаңыз: сомасы бірдей болғанда ғана төлем өтелген болып саналады.
order-match-candidates = { $count ->
    [one] Сәйкес келуі мүмкін { $count } төлем
   *[other] Сәйкес келуі мүмкін { $count } төлем
}
order-match-why = Неге дәл осы төлем
order-match-detail = Сіздің атыңыз бен негіздемеңіз төлем тарихында және үзіндіде сақталады. Төлем бір рет қана өтелген болып саналады.
order-match-fit-reference = референсі сәйкес
order-match-fit-like-reference = референсі бір таңбаға ғана өзгеше
order-match-fit-number = тапсырма нөмірі сәйкес
order-match-fit-account = ЖСК сәйкес
order-match-fit-bin = БСН сәйкес
order-match-fit-sum = сомасы тиынына дейін сәйкес
order-match-fit-more = үзіндіде { $sum } артық
order-match-fit-less = үзіндіде { $sum } кем
order-kept-button = Сақталған үзінділер
order-kept-title = Сақталған банк үзінділері
order-kept-none = Сақталған үзінділер жоқ.
order-kept-lines = жолдар: { $lines }, қолмен сәйкестендірілгені: { $matched }
order-kept-at = Импортталды: { $when }
order-kept-open = Ашу
order-kept-open-one = Үзіндіні ашу: { $name }
