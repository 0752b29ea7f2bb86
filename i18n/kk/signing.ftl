# Keys, signing, verification.
signing-title = Қол қою
signing-bytes = дәл осы { $count } байт
signing-key-choose = Кілт файлын таңдау…
signing-password = Кілт құпиясөзі
signing-password-show = Құпиясөзді көрсету
signing-unlock = Кілтті ашу
signing-holder = Иесі
signing-organisation = Ұйымы
signing-key-role = Кілт рөлі
signing-valid-until = Жарамдылық мерзімі: { $date }
signing-serial = Сериялық нөмірі
signing-sign = Қол қою
signing-done = Қол қойылды: { $date }, { $time }
signing-waiting = Кезекте
signing-members = Комиссия қолтаңбалары
signing-members-complete = Бәрі қол қойды
signing-demo-key = Демонстрациялық кілт: заңды күші жоқ

## Roles of a key (composed at run time: signing-role-<role>)
signing-role-individual = Жеке тұлға
signing-role-individual-system = Жеке тұлғаның ақпараттық жүйесі
signing-role-legal-entity = Заңды тұлға
signing-role-first-head = Бірінші басшы
signing-role-right-to-sign = Қол қою құқығы бар тұлға
signing-role-financial-documents = Қаржы құжаттарына қол қою құқығы
signing-role-personnel-department = Кадр бөлімінің қызметкері
signing-role-employee = Ұйым қызметкері
signing-role-information-system = Ақпараттық жүйе
signing-role-treasury-client = Қазынашылық клиенті
signing-role-notary = Нотариус
signing-role-nuc-administrator = ҰКО әкімшісі
signing-role-nuc-manager = ҰКО менеджері
signing-role-nuc-operator = ҰКО операторы
signing-role-identified-in-person = ХҚКО-да сәйкестендірілген
signing-role-identified-remotely = Қашықтан сәйкестендірілген
signing-role-digital-id = Digital ID (цифрлық куәлік)
signing-role-civil-servant = Мемлекеттік қызметші
signing-role-archivist = Мұрағатшы

## Verdicts (composed at run time: verdict-<name>)
verdict-valid = Жарамды
verdict-invalid = Жарамсыз
verdict-not-fully-checked = Толық тексерілмеген
verdict-valid-detail = Барлық тексеруден өтті.
verdict-invalid-detail = Кемінде бір тексеруден өтпеді; мұндай қолтаңбаны қабылдауға болмайды.
verdict-not-fully-checked-detail = Желісіз жүргізілетін тексерулердің бәрінен өтті. Қалғаны желі пайда болғанда тексеріледі; түпкілікті қорытындыны тізілім береді.
verdict-why = Неге?

## Checks (composed at run time: check-<name>) and their results
check-digest = Құжат өзгермеген
check-signature = Қолтаңба кілтке сай
check-certificate-bound = Куәлік қолтаңбаға байланған
check-chain = Куәлік сенімді орталықтан
check-period = Қол қойылған сәтте куәлік жарамды болған
check-revocation = Куәлік қайтарып алынбаған
check-usage = Кілт қол қоюға арналған
check-timestamp = Уақыт белгісі дұрыс
check-signer = Қол қойған — күтілген тұлға
check-role = Кілт рөлі жеткілікті
check-passed = өтті
check-failed = өтпеді
check-not-made = тексерілмеді
check-not-needed = қажет емес
check-archived-expired = Куәліктің мерзімі кейін бітті, бірақ уақыт белгісі қолтаңба бұрын қойылғанын дәлелдейді.

## Verifying a file
verify-title = Қолтаңбаны тексеру
verify-choose-cms = Қолтаңба файлы (.cms)
verify-choose-document = Құжат файлы

## Errors
signing-error-password = Құпиясөз дұрыс емес
signing-error-damaged = Кілт файлы бүлінген
signing-error-algorithm = Бұл алгоритм қолданылмайды: { $algorithm }
signing-error-no-key = Файлда жабық кілт жоқ
signing-error-no-certificate = Файлда кілттің куәлігі жоқ
signing-error-expired = Куәліктің мерзімі өткен: { $date }
signing-error-not-yet-valid = Куәлік { $date } күнінен бастап жарамды
signing-error-not-for-signing = Бұл — кіруге арналған кілт (AUTH)
signing-error-not-member = Кілт иесі комиссия құрамында жоқ
signing-error-other-person = Бұл — басқа адамның кілті
signing-error-untrusted = Куәлік сенімді орталықтан емес
signing-error-document-changed = Құжат өзгерген
signing-error-not-a-signature = Файл қолтаңба емес

## More checks of a signature (composed at run time: check-<name>)
check-structure = Бұл — бір адамның қолтаңба файлы
check-content = Құжат бар және дәл сол құжат
check-attributes = Қол қойылған мәліметтер толық
check-signer-certificate = Қол қоюшының куәлігі файлда бар
check-signing-time = Қол қою уақыты қайшылықсыз
check-organisation = Қол қоюшы тиісті ұйымнан
check-other = Қосымша тексеру

## Why a check ended so (composed at run time: check-detail-<reason>)
check-detail-malformed = Файлдың бір бөлігі оқылмады.
check-detail-signer-count = Файлдағы қолтаңба саны бірге тең емес.
check-detail-unsupported-algorithm = Бұл алгоритм осы нұсқада тексерілмейді.
check-detail-document-missing = Құжат берілмеген және файлда да жоқ.
check-detail-another-document = Файлдағы құжат таңдалған құжаттан басқа.
check-detail-document-altered = Құжат қол қойылғаннан кейін өзгертілген немесе басқа құжат.
check-detail-signature-mismatch = Қолтаңба басқа кілтпен жасалған немесе өзгертілген.
check-detail-algorithm-mismatch = Файлда көрсетілген алгоритмдер бір-біріне қайшы.
check-detail-weak-key = Кілт тым қысқа.
check-detail-attribute-missing = Міндетті мәлімет жоқ.
check-detail-attribute-repeated = Мәлімет бірнеше рет көрсетілген.
check-detail-certificate-missing = Файлда аталған куәлік жоқ.
check-detail-another-certificate = Қолтаңба файлдағы емес, басқа куәлікті көрсетеді.
check-detail-no-anchors = Сенімді орталықтардың куәліктері жүктелмеген.
check-detail-unknown-issuer = Куәлікті берген орталық белгісіз.
check-detail-self-issued = Куәлікті иесі өзіне өзі берген.
check-detail-issuer-signature = Куәлікке орталық қол қоймаған.
check-detail-issuer-expired = Орталық куәлігінің мерзімі өткен.
check-detail-issuer-not-yet-valid = Орталық куәлігі әлі күшіне енбеген.
check-detail-not-an-authority = Тізбектегі куәлік басқаға куәлік беруге арналмаған.
check-detail-chain-too-long = Куәліктер тізбегі тым ұзын.
check-detail-critical-extension = Куәлікте бағдарлама түсінбейтін міндетті шарт бар.
check-detail-expired = Қол қойылғанда куәліктің мерзімі өткен.
check-detail-not-yet-valid = Қол қойылғанда куәлік әлі күшіне енбеген.
check-detail-another-purpose = Куәлік басқа мақсатқа арналған: кіру, шифрлау немесе куәлік беру.
check-detail-another-person = Күтілген адам емес, басқа адам қол қойған.
check-detail-another-organisation = Қол қоюшы басқа ұйым атынан әрекет еткен.
check-detail-role-missing = Куәлікте қажетті рөл жоқ.
check-detail-signed-in-future = Көрсетілген қол қою уақыты әлі келмеген.
check-detail-signed-outside-validity = Көрсетілген қол қою уақыты куәлік мерзімінен тыс.
check-detail-revocation-unknown = Куәліктің қайтарып алынғаны туралы мәлімет жоқ: желіде тексеріледі.
check-detail-demonstration = Демонстрациялық куәлік: заңды күші жоқ.
check-detail-time-stamp-unread = Уақыт белгісі бар, бірақ оның алгоритмі осы нұсқада тексерілмейді.
check-detail-revoked = Қол қойылғанда куәлік қайтарып алынған не тоқтатыла тұрған болатын.
check-detail-issuer-revoked = Куәлікті берген орталықтың куәлігі қайтарып алынған.
check-detail-revocation-outdated = Қайтарып алу туралы мәлімет басқа уақытқа қатысты.
check-detail-revocation-source-refused = Қайтарып алу туралы мәлімет куәлікті берген орталықтан емес.
check-detail-revocation-unknown-to-service = Орталықтың қызметі бұл куәлікті білмейді.
check-detail-time-stamp-mismatch = Уақыт белгісі басқа қолтаңбаға қойылған.
check-detail-time-stamp-forged = Уақыт белгісіне оның қызметі қол қоймаған.
check-detail-time-stamp-not-entitled = Бұл кілт уақыт белгісін қоюға арналмаған не ол кезде жарамсыз болған.
check-detail-time-stamp-untrusted = Уақыт белгісін қойған қызмет сенімді орталықтан емес.
