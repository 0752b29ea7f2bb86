# Бюджет, оны бөлу, қаржыландыру жоспары.

nav-order-budget = Бюджет және жоспар
funding-title = Бюджет және қаржыландыру жоспары
funding-empty = Бюджет мәліметтері жоқ
funding-empty-detail = Бюджетті өңірдің білім басқармасы енгізеді.
funding-year = Жыл
funding-department = Өңір
funding-tab-budget = Бюджет
funding-tab-distribution = Бөлу
funding-tab-plan = Қаржыландыру жоспары
funding-draft-kept = жоба сақталды
funding-draft-keeping = жоба сақталуда
funding-budget = Бюджет
funding-budget-of = Жекеменшік мектептерге арналған { $year } жылғы бюджет
funding-budget-versions = Нұсқалар
funding-budget-version = { $version }-нұсқа
funding-budget-unkept = сомасы сақталмаған
funding-budget-by = { $sum } ₸ өзгерген
funding-budget-none = Бұл жылдың бюджеті енгізілмеген.
funding-budget-set = Бюджет енгізу
funding-budget-change = Бюджетті нақтылау
funding-budget-differs = Қазіргіден айырмасы: { $sum } ₸
funding-budget-enter = Енгізу…
funding-enter = Енгізу
funding-budget-enter-title = { $year } жылғы бюджетті енгізу керек пе?
funding-amount = Сома
funding-amount-missing = Нөлден үлкен соманы енгізіңіз.
funding-basis = Негіз
funding-basis-hint = Бюджетті белгілейтін құжат: атауы, нөмірі, күні.
funding-planned = Жоспарланды
funding-contracted = Шарттармен байланған
funding-acted = Актілер бойынша
funding-paid = Төленді
funding-not-planned = Жоспарланбады
funding-no-schools = Бөлетін мектеп жоқ
funding-no-schools-detail = Бөлуге қаржыландыру өтінімі қабылданған мектептер қатысады.
funding-from = Айдан
funding-to = Айға дейін
funding-to-distribute = Бөлінетін сома
funding-base = Қалғаны неге пропорционал
funding-base-not-financed = Қаржыландырылмағандарға
funding-base-whole = Бүкіл контингентке
funding-short = 1-ауысымға жетпесе
funding-short-proportion = Бәріне тең үлес
funding-short-wait = Бөлінбейді
funding-approved = Бекітілгендер:
funding-approved-one = { $months }: { $sum }
funding-pupils = Оқушылар
funding-pupils-short = Оқушы
funding-pupils-beyond = 1-ауысымнан тыс оқушылар
funding-beyond-short = 1-ауысымнан тыс
funding-first-shift = 1-ауысым
funding-others = Қалғандары
funding-total = Барлығы
funding-need = Қажеттілік
funding-share = Үлес
funding-lacking = Жетпейді
funding-other-whole = Бүкіл контингентке бөлінсе
funding-other-not-financed = Қаржыландырылмағандарға бөлінсе
funding-other-change = Айырма
funding-remark = Ескертпе
funding-given = Бөлінді
funding-left = Қалдық
funding-first-covered = 1-ауысым толық
funding-first-not-covered = 1-ауысымға жетпейді
funding-short-by = Жетпейтіні: { $sum }.
funding-is-approved = Бекітілген
funding-trial = Сынақ есептеу: бөлу бекітілмейінше, тізілімге ештеңе жазылмайды.
funding-working = Есептелуде.
funding-nothing = Ешкімге ештеңе бөлінбейді: қажеттіліктерді енгізіңіз.
funding-approve = Бекіту
funding-approve-distribution = Бөлуді бекіту…
funding-approve-distribution-title = Бөлуді бекіту керек пе?
funding-approve-distribution-detail = { $count ->
    [one] { $count } мектепке { $sum } бөлінеді, қалдық { $left }.
   *[other] { $count } мектепке { $sum } бөлінеді, қалдық { $left }.
}
funding-make-plan = Жоспар жасау
funding-origin = Қайдан
funding-origin-distribution = Соңғы бекітілген бөлуден
funding-origin-act = { $month } актісінен; жобалық қуаттан артық оқушылар 1-ауысымнан тыс деп алынды
funding-origin-nothing = Белгісіз: енгізіңіз
funding-origin-entered = Қолмен енгізілді
funding-need-known = Белгілі деректерге қайту
funding-need-fill = Толтыру керек
funding-need-entered = Қолмен
funding-need-negative = Сома нөлден кем бола алмайды.
funding-need-beyond = 1-ауысымнан тыс оқушылар барлық оқушыдан көп.
funding-need-unfit = 1-ауысымнан тыс оқушылар мен олардың құны бірге көрсетіледі.
funding-need-none = Оқушылар саны көрсетілмеген: мектепке ештеңе бөлінбейді.
funding-plan-none = Жоспар әлі жоқ
funding-plan-none-detail = Бюджетті енгізіп, бөлуді есептеп, жоспар жасаңыз.
funding-plan-versions = Жоспар нұсқасы
funding-plan-draft = Жаңа нұсқаның жобасы
funding-plan-version = { $version }-нұсқа
funding-plan-version-in-force = { $version }-нұсқа, қолданыста
funding-plan-file = Қаржыландыру жоспары { $year }, { $version }-нұсқа
funding-plan-only = Тек өзгерістер · { $schools }, { $sums }
funding-plan-only-schools = { $count ->
    [one] { $count } мектеп
   *[other] { $count } мектеп
}
funding-plan-only-sums = { $count ->
    [one] { $count } сома
   *[other] { $count } сома
}
funding-plan-teaching = Оқыту
funding-plan-buildings = Ғимараттарды өтеу
funding-plan-by-schedule = Бүкіл жылға кесте бойынша
funding-plan-stale = Бұл жоба басталғаннан кейін { $version }-нұсқа бекітілді.
funding-plan-move = Соңғы нұсқамен салыстыру
funding-plan-change = Жоспарды өзгерту
funding-plan-discard = Жобаны алып тастау
funding-plan-restore = Бұрынғы жобаны қайтару
funding-plan-before = Бұрын
funding-plan-sum = Жоспар бойынша
funding-plan-change-sum = Өзгеріс
funding-plan-was = Бұрын: { $sum }
funding-plan-even = Айларға тең бөлу
funding-plan-no-changes = Қолданыстағы нұсқадан айырмасы жоқ.
funding-plan-approved-at = { $time } бекітілді
funding-plan-left = Жоспарланған, бірақ келісімшартталмаған
funding-plan-left-of = Жоспарланған, бірақ келісімшартталмаған: { $sum }
funding-plan-differs = Өзгерген
funding-plan-find = Мектепті іздеу
funding-fault-none = Ескерту жоқ
funding-behind-total = Жазбалар: { $count }, барлығы { $sum }
funding-behind-none = Бұл көрсеткіштің артында жазба жоқ.
funding-behind-open = Ашу: { $name }
funding-behind-hint = Көрсеткішті басыңыз: оның артындағы мектептер, шарттар немесе актілер ашылады.
funding-plan-why = Жоспар неге өзгертіледі
funding-plan-reason = Өзгерту себебі: { $reason }
funding-versions-button = Редакциялар ({ $count })
funding-versions-title = Бөлу редакциялары
funding-versions-sum = Бөлінгені: { $sum }
funding-versions-unkept = Бұл редакцияның сомалары сақталмаған.
funding-plan-approve = { $version }-нұсқаны бекіту…
funding-plan-approve-title = Жоспардың { $version }-нұсқасын бекіту керек пе?
funding-plan-approve-detail = { $count ->
    [one] Өзгерген сома: { $count }. Жоспар бойынша барлығы { $sum }.
   *[other] Өзгерген сома: { $count }. Жоспар бойынша барлығы { $sum }.
}
funding-fault-sum = { $school }, { $month }: сома нөлден үлкен болуы керек.
funding-fault-sum-short = Сома қате
funding-fault-over = Жоспар бюджеттен { $sum } артық.
funding-fault-below = { $school }: шарттар бойынша { $sum }, жоспарда одан аз.
funding-fault-below-short = Шарттан аз
funding-faults-more = { $count ->
    [one] тағы { $count } ескерту
   *[other] тағы { $count } ескерту
}

## Білім басқармаларының тізілімі
funding-tab-departments = Басқармалар
departments-name = Білім басқармаларының тізілімі
departments-count = { $count ->
    [one] { $count } білім басқармасы
   *[other] { $count } білім басқармасы
}
departments-find = Өңір, ӘАОЖ
departments-department = Басқарма
departments-plan = Жоспар
departments-stage-no-budget = Бюджет жоқ
departments-stage-no-plan = Жоспар жоқ
departments-stage-in-force = Қолданыста
departments-version = Нұсқа
departments-approved = Бекітілді
departments-left = Жоспар қалдығы
departments-waiting = Тексеруде
departments-waits = Тексерілетін тізілімдері бар
departments-late = Кешіккен актілер
departments-is-late = Актілері кешіккендер
departments-changed = Соңғы өзгеріс
departments-mandates-none = Ешкімде тапсырма жоқ
departments-mandate-until = { $day } дейін
departments-versions = Жоспар нұсқалары
departments-differences = { $version }-нұсқа нені өзгертті
departments-registers-of = { $count } · { $sum }
