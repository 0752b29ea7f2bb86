# Register of organisations, licences, premises, traffic light, sanctions.
organisation-register = Ұйымдар тізілімі
organisation-register-empty = Тізілім әлі жүктелмеген
organisation-register-empty-detail = Желіге қосылып, синхрондаңыз: алғашқы жүктеу бірнеше минут алады.
organisation-card = Ұйым карточкасы
organisation-find = Атауы, БСН немесе мекенжайы
organisation-kind-university = Университет
organisation-kind-school = Мектеп
organisation-kind-dormitory = Жатақхана
organisation-ownership-state = Мемлекеттік
organisation-ownership-private = Жекеменшік
organisation-short-name = Қысқаша атауы
organisation-head = Басшысы
organisation-contacts = Байланыс деректері
organisation-region = Өңірі
organisation-bank-account = ЖСК
organisation-unverified = расталмаған
organisation-source = Дереккөзі: { $source }

## Tabs of the card
organisation-tab-summary = Жалпы
organisation-tab-premises = Мекенжайлар
organisation-tab-licence = Лицензия
organisation-tab-contingent = Контингент
organisation-tab-visits = Сапарлар
organisation-tab-prescriptions = Нұсқамалар
organisation-tab-sanctions = Шаралар
organisation-tab-payments = Төлемдер

## Licence (states composed at run time: licence-status-<status>)
licence-number = Лицензия нөмірі
licence-issued = Берілген күні
licence-annex = Лицензияға қосымша
licence-addresses = Лицензиядағы мекенжайлар
licence-programmes = Даярлау бағыттары
licence-status-active = Қолданыста
licence-status-suspended = Тоқтатыла тұрған
licence-status-withdrawn = Қайтарып алынған
licence-none = Лицензия табылмады
licence-address-listed = Мекенжай лицензияда бар
licence-address-not-listed = Мекенжай лицензияда жоқ

## Premises
premises-title = Ғимарат
premises-main = негізгі
premises-rka = МТК (РКА)
premises-cadastral = Кадастрлық нөмірі
premises-capacity = Жобалық қуаттылығы, орын
premises-over-capacity = Жобалық қуатқа шаққанда { $percent }
premises-area = Алаңы, м²
premises-purpose = Нысаналы мақсаты
premises-purpose-education = Білім беру объектісі
premises-purpose-residence = Тұрғын үй, жатақхана
premises-purpose-other = Басқа мақсат
premises-purpose-unknown = Белгісіз
premises-purpose-mismatch = Мақсаты білім беруге сай емес
premises-purpose-warning = 2027 жылғы 1 қаңтардан бастап мұндай ғимарат үшін қаржыландырудан автоматты түрде бас тартылады.
premises-map = Картада көрсету

## Enrolment
contingent-registry = Тізілім бойынша
contingent-lms = LMS бойынша
contingent-validated = Расталған
contingent-month = Айы
contingent-learners = { $count } білім алушы

## Traffic light (composed at run time: light-<colour>)
light-title = Бұзушылықтар бағдаршамы
light-green = Жасыл: төлем жүргізіледі
light-yellow = Сары: төлем тоқтатыла тұрады
light-red = Қызыл: төлем тоқтатылады
light-why = Түсі неге осындай

## Grounds of sanctions (composed at run time: ground-<ground>)
ground-address-not-in-licence = Қызмет лицензияда көрсетілмеген мекенжайда көрсетіледі
ground-admission-refused = Комиссияны мониторинг жүргізуге жіберуден бас тарту
ground-tax-or-social-debt = Салық берешегі немесе әлеуметтік төлемдердің мерзімі өтуі
ground-licence-withdrawn = Сот немесе орган шешімімен лицензиядан айыру немесе оны қайтарып алу
ground-safety-not-remedied = Өрт қауіпсіздігі немесе санитария бұзушылықтары мерзімінде жойылмады
ground-study-stopped = Оқу процесі 1 айдан астам тоқтатылды
ground-violations-ignored = Бұзушылықтар 4 айдан астам жойылмады
ground-critical-finding = Көшпелі мониторинг нәтижесіндегі сыни сәйкессіздік
ground-other-suspending = Төлемді тоқтата тұру ұсынылған өзге тармақ
ground-other-terminating = Шартты бұзу ұсынылған өзге тармақ

## Sanctions and their states (composed at run time: sanction-state-<state>)
sanction-title = Шара
sanction-suspension = Төлемді тоқтата тұру
sanction-termination = Шартты бұзу
sanction-ground = Негізі
sanction-premises = Қатысты мекенжайы
sanction-since = Басталған күні
sanction-until = Ең кеш { $date } дейін
sanction-days-left = 4 айлық шекке { $count } күн қалды
sanction-state-proposed = Ұсынылды
sanction-state-dismissed = Қабылданбады
sanction-state-suspended = Төлем тоқтатыла тұрды
sanction-state-escalated = Мерзімі өтті: шартты бұзу ұсынылды
sanction-state-resumed = Төлем қайта басталды
sanction-state-terminated = Шарт бұзылды
sanction-none = Шаралар қолданылмаған
