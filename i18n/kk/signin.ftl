# Signing in, roles of accounts, locking.
signin-continue = Кіру
signin-choose-person = Кім болып кіресіз?
signin-with-key = ЭЦҚ кілтімен кіру
signin-demo-detail = Бұл адамдар ойдан шығарылған: кілттері мен деректері — үлгі.
signin-last = Соңғы кіру: { $when }
signin-offline-until = желісіз { $date } күніне дейін
signin-offline-ended = Желісіз кіру мерзімі { $date } күні бітті
signin-offline-ended-detail = Желіге қосылып, кілтпен кіріңіз: жазылғанның бәрі сақтаулы, тізілімге жіберіледі.
signin-offline-never = Алдымен желі арқылы кіру керек
signin-offline-proof = Өзіңіз екеніңізді растаңыз: желі арқылы кірген кілтіңізді ашыңыз.

## Roles of accounts (composed at run time: signin-role-<role>)
signin-role-commission = Көшпелі комиссия
signin-role-education-officer = Білім басқармасының маманы
signin-role-issuer-officer = Эмитент (ҒЖБМ) маманы
signin-role-financial-centre = Қаржы орталығы
signin-role-observer = Бақылаушы
signin-role-school = Жекеменшік мектеп
signin-role-registrar = Тіркеуші

## Passphrase of the local store
signin-passphrase = Құпия тіркес
signin-passphrase-new = Жаңа құпия тіркес
signin-passphrase-repeat = Қайталап теріңіз
signin-passphrase-detail = Осы компьютердегі деректер осы тіркеспен шифрланады. Ұмытсаңыз, жіберілмеген деректерді қайтару мүмкін емес.
signin-passphrase-short = Кемінде { $count } таңба қажет
signin-passphrase-differs = Екеуі бірдей емес
signin-unlock = Құлыпты ашу
signin-locked = Бағдарлама құлыпталған
signin-locked-detail = Сақталмаған ештеңе жоқ. Жалғастыру үшін құпия тіркесті теріңіз.
signin-keyring-absent = Жүйелік қойма қолжетімсіз; құпия тіркес қажет
signin-store-damaged = Деректер файлы бүлінген
signin-store-damaged-detail = Бүлінген файл сол күйінде сақталды. { $time } көшірмесін қалпына келтіруге болады.
signin-first-online = Алғашқы кіру үшін желі қажет
