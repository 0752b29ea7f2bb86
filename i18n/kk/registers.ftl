# Тізілімдер: сүзгілер, бағандар, көріністер, кестелер.
register-filter = Сүзгі
register-filter-of = «{ $column }» бағаны бойынша сүзгі
register-apply = Қолдану
register-any = Мән бойынша
register-empty = Тек бос ұяшықтар
register-not-empty = Тек толтырылған ұяшықтар
register-contains = Құрамында бар сөздер
register-contains-hint = Сөздердің реті маңызды емес; қазақ әріптерін орысша теруге болады.
register-from = Бастап
register-to = Дейін
register-from-after-to = «Бастап» мәні «Дейін» мәнінен үлкен
register-columns = Бағандар
register-ordered-by = Реті: { $columns }
register-ordered-by-show = Жолдар реттелген бағанды көрсету
register-column-left = «{ $column }» бағанын солға жылжыту
register-column-right = «{ $column }» бағанын оңға жылжыту
register-no-columns = Кемінде бір баған таңдаңыз
register-clear-filters = Сүзгілерді алу ({ $count })
register-views = Көріністер
register-view-named = Көрініс: { $name }
register-view-first = Бастапқы көрініс
register-views-none = Сақталған көріністер жоқ
register-view-name = Осы көріністің атауы
register-view-hint = Бағандар, сүзгілер және рет сақталады. Көрініс осы компьютерде шифрланып сақталады.
register-view-keep = Көріністі сақтау
register-view-open = Файлдан алу
register-view-share = «{ $name }» көрінісін файлға сақтау
register-view-forget = «{ $name }» көрінісін жою
register-view-share-office = «{ $name }» көрінісімен әріптестермен бөлісу
register-view-copy = «{ $name }» ортақ көрінісін өзіме сақтау
register-view-take-back = «{ $name }» ортақ көрінісін бәрінен алып тастау
register-view-by = ортақ · { $who }
register-view-by-you = ортақ · сіз бөлістіңіз
register-view-by-colleague = ортақ · әріптес
register-view-waits = жіберілуін күтуде
register-view-sharing = Әріптестермен бөлісу
register-view-share-do = Бөлісу
register-view-seen-by = Көріністі осында жұмыс істейтіндердің бәрі көреді: { $office }. Бағандар, сүзгілер және рет көрінеді, тізілімнің жолдары берілмейді.
register-view-title-care = Атауын бәрі оқиды: онда есімдер мен ЖСН жазбаңыз.
register-view-left-out = Терілген сөздер берілмейді: оларда есім немесе ЖСН болуы мүмкін. Мына бағандар бойынша сүзгілерсіз: { $columns }.
register-office-issuer = ваучер эмитенті (ҒЖБМ)
register-view-taken = «{ $name }» көрінісі файлдан алынды. Қала беруі үшін оны сақтаңыз.
register-view-unread = Файл көрініс ретінде оқылмады: { $reason }
register-view-newer = Көрініс бағдарламаның жаңарақ нұсқасында жасалған ({ $reason })
register-view-other = Бұл — басқа тізілімнің көрінісі ({ $reason })
register-unknown = Мына бағандар бойынша сүзгі немесе рет қолданылмады: { $columns }. Жолдар қажеттіден көп болуы мүмкін.
register-export = Файлға…
register-export-xlsx = Excel кестесі (XLSX)
register-export-csv = CSV мәтіні
register-export-pdf = Басып шығаруға арналған беттер (PDF)
register-writing = Файл жазылуда: { $of } жолдың { $done } жолы дайын
register-stopped = Файл сақталған жоқ: жазу тоқтатылды
register-not-saved = Файл сақталмады: { $reason }
register-too-many-rows = Excel парағына сыймайды ({ $reason }). Сүзгі қойыңыз немесе CSV таңдаңыз.
register-too-many-to-print = Қағазға 50 000 жолдан көп шығарылмайды. Сүзгі қойыңыз немесе CSV таңдаңыз.
register-print-data-of = Деректер уақыты
register-print-rows = Жол саны
register-print-filtered = Бағандар бойынша іріктелген
register-total = Барлығы
register-total-rows = Барлығы: { $count }
register-total-chosen = Таңдалғаны: { $count }
register-counted = Жиынтықта
register-counted-no = жоқ
register-counted-yes = иә
register-print-totals = Жиынтық
register-total-besides = { $total }, { $besides }
register-yes = Иә
register-no = Жоқ
register-kind = Түрі
register-region = Облыс немесе қала
register-district = Аудан немесе қала
register-licence-issued = Лицензия берілген күн
register-capacity = Жобалық қуаттылығы, орын
register-learners = Оқушылар
register-permitted = Рұқсат, орын
register-teachers = Педагогтер
register-decision = Өтінім бойынша ФЛБ
register-decision-allowed = Кедергі жоқ
register-decision-review = Қарау керек
register-decision-waits = Дереккөз күтілуде
register-decision-refused = Тоқтату факторы
register-anomalies = Ауытқулар
register-anomalies-which = Қандай ауытқулар
register-anomalies-filter = Ауытқуы бар
register-anomalies-pill = Ауытқу
register-anomalies-none = Жоқ
register-anomalies-count = { $count ->
    [one] { $count } ауытқу
   *[other] { $count } ауытқу
}
register-contract = Соңғы шарт
register-contract-until = Шарттың аяқталуы
register-contract-amount = Шарт сомасы, ₸
register-check = Тексеру: { $count }
register-check-run = Тексерулерді іске қосу
register-check-what = Тізілім { $count } ұйымның автоматты тексерулерін қайта іске қосады. Тоқтату факторлары жаңаруы мүмкін; төлем өздігінен тоқтамайды. Желі болмаса, сұраныс байланыс орнағанша күтеді.
register-check-rest = және тағы { $count }
register-check-asked = Тексерулер сұралды: { $count }

## Облыстар (кілт орындау кезінде құралады: region-<ӘАОЖ>)
region-10 = Абай облысы
region-11 = Ақмола облысы
region-15 = Ақтөбе облысы
region-19 = Алматы облысы
region-23 = Атырау облысы
region-27 = Батыс Қазақстан облысы
region-31 = Жамбыл облысы
region-33 = Жетісу облысы
region-35 = Қарағанды облысы
region-39 = Қостанай облысы
region-43 = Қызылорда облысы
region-47 = Маңғыстау облысы
region-55 = Павлодар облысы
region-59 = Солтүстік Қазақстан облысы
region-61 = Түркістан облысы
region-62 = Ұлытау облысы
region-63 = Шығыс Қазақстан облысы
region-71 = Астана қаласы
region-75 = Алматы қаласы
region-79 = Шымкент қаласы

## Ауытқулар (кілт орындау кезінде құрылады: anomaly-<тексеру>)
anomaly-premises-permit = { $count ->
    [one] Контингент санитариялық рұқсаттан артық
   *[other] Контингент { $count } ғимаратта санитариялық рұқсаттан артық
}
anomaly-premises-capacity = { $count ->
    [one] Контингент ғимараттың жобалық қуаттылығынан артық
   *[other] Контингент { $count } ғимараттың жобалық қуаттылығынан артық
}
anomaly-learner-duplicate = { $count ->
    [one] { $count } оқушы бірнеше мектептің тізімінде
   *[other] { $count } оқушы бірнеше мектептің тізімінде
}
anomaly-learner-moves = { $count ->
    [one] { $count } оқушы көп рет ауысқан
   *[other] { $count } оқушы көп рет ауысқан
}
anomaly-teacher-duplicate = { $count ->
    [one] { $count } педагог бірнеше ұйымда
   *[other] { $count } педагог бірнеше ұйымда
}
anomaly-teacher-contributions = { $count ->
    [one] { $count } педагогтің зейнетақы жарнасы жоқ
   *[other] { $count } педагогтің зейнетақы жарнасы жоқ
}

## Аудандар мен қалалар
district-district = { $name } ауданы
district-of-city = { $name } ауданы
district-town = { $name } қаласы
