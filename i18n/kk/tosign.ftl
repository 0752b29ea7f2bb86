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
