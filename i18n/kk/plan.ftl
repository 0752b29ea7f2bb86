# Planning a visit: the form, what is wrong with it, what will be recorded.
plan-title = Сапарды жоспарлау
plan-title-repeat = Қайталама сапарды жоспарлау
plan-subtitle = Осы компьютерде сақталады, желі болғанда тізілімге жіберіледі

## Parts of the form
plan-where = Қайда
plan-organisation-find = Таңдаңыз: атауы немесе БСН
plan-premises = Мекенжай (ғимарат)
plan-premises-choose = Ғимаратты таңдаңыз
plan-when = Қашан
plan-first-day = Сапардың бірінші күні
plan-last-day = Сапардың соңғы күні
plan-period-from = Тексерілетін кезеңнің басы
plan-period-to = Тексерілетін кезеңнің соңы
plan-text-in-kk = Қазақ тілінде
plan-text-in-ru = Орыс тілінде
plan-text-in-en = Ағылшын тілінде
plan-purpose-hint = Бір тілде жазса жеткілікті: қалғандарында сол мәтін көрсетіледі.
plan-checklists-hint = Осындай ұйымдар үшін әдетте алынатын парақтар белгіленген. Нұсқасы бекітіледі: кейінгі өзгерістер бұл сапарға әсер етпейді.
plan-checklists-repeat = Бұрынғы сапардың парақтары ең жаңа нұсқасымен белгіленген. Нұсқасы бекітіледі: кейінгі өзгерістер бұл сапарға әсер етпейді.
plan-checklist-version = { $version } нұсқасы
plan-commission-hint = Төраға біреу ғана болады. Хатшы жауаптарды біріктіреді. Сарапшы кеңес береді, актіге қол қоймайды.
plan-person-add = Комиссияға қосу
plan-person-find = Таңдаңыз: аты-жөні немесе лауазымы
plan-person-remove = Комиссия құрамынан шығару: { $name }
plan-person-role = Комиссиядағы рөлі: { $name }
plan-order-now = Сапарды бірден бұйрықпен тағайындау
plan-order-later = Бұйрықты кейін, сапар бетінде шығаруға болады.

## What it is planned with
plan-directory-missing = Адамдар мен тексеру парақтарының тізімі жүктелмеген
plan-directory-missing-detail = Желіге қосылып, бір рет синхрондаңыз. Содан кейін сапарларды желісіз де жоспарлауға болады.
plan-directory-nobody = Тізілімде сіздің аумағыңызға жіберуге болатын адам жоқ. Тізілім әкімшісіне хабарласыңыз.

## Texts a plan begins with
plan-purpose-usual = Білім беру қызметтерінің нақты көрсетілуін мониторингілеу
plan-purpose-repeat = Нұсқаманың орындалуын тексеру

## Before it is recorded
plan-next = Тексеріп, жоспарлау…
plan-missing = Жоспарлау үшін толтырыңыз немесе түзетіңіз
plan-confirm-title = Не жазылатыны
plan-confirm = Жоспарлау
plan-confirm-ordered = Жоспарлап, тағайындау
plan-confirm-note = Сапар осы компьютерге бірден жазылады. Тізілім қабылдағаннан кейін оны комиссия мүшелері көреді. Бұйрық шыққанша күндерін ауыстыруға болады, ал құрамы кейін өзгермейді.
plan-confirm-note-ordered = Сапар осы компьютерге бірден жазылады. Тізілім қабылдағаннан кейін оны комиссия мүшелері көреді. Бұйрық шыққан соң күндері де, комиссия құрамы да өзгермейді.
plan-confirm-order = Жоспармен бірге { $date } күнгі № { $number } бұйрық шығады.
plan-confirm-no-order = Әзірге бұйрық жоқ: онсыз комиссия шықпайды.
plan-confirm-repeat = { $date } күнгі сапарға қайта тексеру туралы белгі қойылады.
plan-done = Сапар жоспарланды, жіберуді күтіп тұр

## What stands in the way (composed at run time: plan-fault-<fault>)
plan-fault-no-organisation = Ұйымды таңдаңыз.
plan-fault-not-your-role = Рөліңіз мұндай ұйымдарға сапар тағайындауға құқық бермейді.
plan-fault-not-your-territory = Мекенжай сіздің өңіріңізге жатпайды. Сапарды сол өңірдің маманы тағайындайды.
plan-fault-nothing-to-repeat = Қайта тексеретін ештеңе жоқ: бұрынғы сапардың тіркелген актісі жоқ немесе ол басқа ұйымға болған.
plan-fault-no-premises = Баратын ғимаратты таңдаңыз.
plan-fault-other-premises = Бұл ғимарат басқа ұйымдікі. Тізімнен таңдаңыз.
plan-fault-no-days = Сапардың бірінші және соңғы күнін көрсетіңіз.
plan-fault-days-reversed = Соңғы күн бірінші күннен ерте.
plan-fault-days-over = Бұл күндер өтіп кетті. Сапар бүгінге немесе кейінгі күнге жоспарланады.
plan-fault-no-period = Кезеңнің басы мен соңын көрсетіңіз.
plan-fault-period-reversed = Кезеңнің соңы басынан ерте.
plan-fault-period-ahead = Кезең сапардан кейін басталады: тексеретін ештеңе болмайды.
plan-fault-no-purpose = Мониторинг нысанасын кемінде бір тілде жазыңыз.
plan-fault-no-checklist = Кемінде бір тексеру парағын таңдаңыз.
plan-fault-checklist-twice = { $code } тексеру парағы екі рет таңдалған.
plan-fault-checklist-unknown = { $code } тексеру парағының бұл нұсқасын тізілім жарияламаған. Синхрондап, қайта таңдаңыз.
plan-fault-no-commission = Комиссия мүшелерін көрсетіңіз.
plan-fault-not-one-chair = Комиссияда бір ғана төраға болуы тиіс.
plan-fault-several-secretaries = Комиссияда бір ғана хатшы бола алады.
plan-fault-person-twice = { $name } комиссияда екі рет көрсетілген.
plan-fault-person-unknown = Тізілім комиссия мүшелерінің бірін танымады. Синхрондап, құрамды қайта таңдаңыз.
