# Queue of documents to sign, signing many at once, and which keys sign what.

## Why a key doesn't sign acts
signatory-system = Бұл — ақпараттық жүйенің кілті
signatory-system-detail = Онымен адам емес, бағдарлама қол қояды. Өз кілтіңізді таңдаңыз.
signatory-treasury = Бұл — қазынашылық клиентінің кілті
signatory-treasury-detail = Ол төлем құжаттарына арналған. Жеке тұлғаның не қызметкердің кілтін таңдаңыз.
signatory-notary = Бұл — нотариустың кілті
signatory-notary-detail = Онымен комиссия актісіне қол қойылмайды. Жеке тұлғаның не қызметкердің кілтін таңдаңыз.
signatory-authority-staff = Бұл — куәландырушы орталық қызметкерінің кілті
signatory-authority-staff-detail = Онымен комиссия актісіне қол қойылмайды. Жеке тұлғаның не қызметкердің кілтін таңдаңыз.
signatory-not-accepted = Рөлі мұндай кілтпен актіге қол қойылмайды
signatory-not-accepted-detail = Жеке тұлғаның, қызметкердің, қол қою құқығы бар адамның, бірінші басшының не мемлекеттік қызметшінің кілті керек.
signatory-other-authority = Кілт басқа ұйымға берілген
signatory-other-authority-detail = Комиссияны жіберген органның кілті керек.
signatory-no-rule = Бұл құжатқа кім қол қоятыны ережеде айтылмаған
signatory-no-rule-detail = Желі пайда болғанда сапар пакетін жаңартыңыз.

## The queue
nav-to-sign = Қол қоюға
tosign-waiting = { $count ->
    [0] Қолыңызды күткен акт жоқ
    [one] Қолыңызды { $count } акт күтеді
   *[other] Қолыңызды { $count } акт күтеді
    }
tosign-find = Ұйым, мекенжай не нөмір
tosign-from = Күннен бастап
tosign-to = Күнге дейін
tosign-shelf-mine = Менің кезегім
tosign-shelf-others = Алдымен басқалар
tosign-shelf-signed = Мен қол қойған
tosign-shelf-refused = Қабылданбаған
tosign-number = Акт нөмірі
tosign-fixed = Бекітілген
tosign-standing = Күйі
tosign-standing-mine = Сізді күтеді
tosign-standing-others = Алдымен { $names }
tosign-standing-signed = Қол қойылды, { $count } ішінен { $signed }
tosign-standing-refused = Қолтаңба қабылданбады
tosign-kind-monitoring = Мониторинг актісі
tosign-kind-refusal = Жібермеу туралы акт
tosign-your-part = Сіз қол қоятын рөл
tosign-empty = Мұнда акт жоқ
tosign-empty-detail = Акт бекітіліп, кезегіңіз келгенде осында шығады.
tosign-choose-first = Қол қоятын актілерді белгілеңіз.
tosign-sign = { $count ->
    [0] Қол қою
    [one] { $count } актіге қол қою
   *[other] { $count } актіге қол қою
    }
tosign-copy-hash = Хешті көшіру
tosign-show-bytes = Қол қойылатын байттарды көрсету
tosign-open-act = Актіні ашу
tosign-bytes-title = Қол қойылатын байттар
tosign-bytes-detail = Қолтаңба дәл осы мәтіннің астына, байтына дейін, қойылады.

## Signing many
tosign-sheet-title = { $count ->
    [one] { $count } актіге қол қою
   *[other] { $count } актіге қол қою
    }
tosign-sheet-running = Актілерге қол қойылып жатыр
tosign-sheet-over = Қол қою аяқталды
tosign-sheet-hide = Жинап қою
tosign-sheet-detail = Кілт пен құпиясөз бір-ақ рет керек. Белгіленген актілерге ғана және көрсетілген түрінде ғана қол қойылады.
tosign-demo-key = Өз демонстрациялық кілтіңізбен қол қою
tosign-course = { $count } ішінен { $signed } қол қойылды, { $failed } қойылмады, { $waiting } күтеді
tosign-stop = Тоқтату
tosign-item-waiting = күтеді
tosign-item-signed = қол қойылды
tosign-item-failed = қол қойылмады
tosign-try-again = { $count ->
    [one] Қойылмаған { $count } актіні қайталау
   *[other] Қойылмаған { $count } актіні қайталау
    }
tosign-all-signed = { $count ->
    [one] { $count } актіге қол қойылды
   *[other] { $count } актінің бәріне қол қойылды
    }
tosign-batch-running = Қол қойылып жатыр: { $count } ішінен { $signed }
tosign-batch-unfinished = { $date } басталған қол қою аяқталмады: { $count } ішінен { $signed } қойылды
tosign-batch-failed = Қол қойылмаған акт: { $count } ішінен { $failed }
tosign-batch-show = Көрсету
tosign-batch-resume = Жалғастыру…
tosign-batch-away = Алып тастау
tosign-key-forget = Бұл кілтті ұмыту
tosign-error-busy = Қол қою жүріп жатыр
tosign-error-busy-detail = Аяқталғанын күтіңіз не тоқтатыңыз.
tosign-error-nothing = Бірде-бір акт белгіленбеген
tosign-error-gone = Бұл қол қою енді жоқ
tosign-error-gone-detail = Актілерді белгілеп, қайта қол қойыңыз.
tosign-error-redrawn = Акт көрсетілгеннен кейін өзгерген
tosign-error-redrawn-detail = Оған қол қойылмады. Қайта қарап шығыңыз.
