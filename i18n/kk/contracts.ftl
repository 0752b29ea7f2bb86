# Бірден көп мектеппен жасалатын шарттар.

contracts-many = Жоспар бойынша шарттар…
contracts-many-sheet = Шарттар жасау
contracts-many-next = Әрі қарай…
contracts-many-before = Нөмірге дейін
contracts-many-first = Бірінші нөмір
contracts-many-after = Нөмірден кейін
contracts-many-all = Барлығы: ақшасы бар, шарты жоқ { $count } мектеп
contracts-many-accounts = { $count } мектептің шоты көрсетілмеген: ЖСК мен БСК енгізіңіз, әйтпесе олармен шарт жасалмайды.
contracts-many-without = { $count } мектеп шартсыз қалады: себебі келесі бетте көрсетіледі.
contracts-many-iban-of = Мектептің ЖСК: { $name }
contracts-many-bank-of = Банктің БСК: { $name }
contracts-many-none = Бұл айларға шарт жасайтын мектеп жоқ.
contracts-many-title = { $count } шарт жасау керек пе?
contracts-many-detail = Жасалғаннан кейін шарттарға екі тарап қол қояды; екінші қолға дейін олар күшіне енбейді.
contracts-many-line = № { $number } · { $months }
contracts-many-waits = Шарт осында жасалған және жіберуді күтіп тұр.
contracts-many-no-account = Мектептің шоты көрсетілмеген немесе қате.
contracts-many-no-number = Бұл серияның нөмірлері таусылды.
contracts-many-no-plan = Бұл айларға жоспар жоқ.
contracts-many-no-money = Жоспарда бұл айларға мектепке ақша жоқ.
contracts-many-bound = Жоспардағы мектептің барлық ақшасы шарттарда.
contracts-many-contracted = Бұл айларға № { $number } шарт бар.

## Acts of a month for many contracts
acts-many-button = Ай актілерін құру…
acts-many-title = Ай актілерін құру
acts-many-detail = Актілер айдың бекітілген контингенті бойынша құрылады. Сома жоспардағы айлық сома: акт сомасын тізілім есептейді.
acts-many-summary = Құрылады: { $count }, құрылмайды: { $out }
acts-many-compose = { $count ->
    [one] { $count } акт құру
   *[other] { $count } акт құру
}
acts-many-nothing = Бұл айға құрылатын акт жоқ.
acts-many-none = Бұл жылға шарттар жоқ.
acts-many-there = акт бұрын құрылған

## Reimbursement of a building
order-building-schedule-note = Жыл сомасы барлық орын толған толық 12 айға көрсетілген. Айына оның он екіден бірі және тек шарт айлары үшін төленеді; жылдық мөлшерлеменің айларға тең бөлінетіні дереккөздерде айтылмаған: бұл – ұсыныс.
order-building-of-contract = Соның ішінде осы шарт бойынша ({ $from } – { $to }, { $count } ай): { $sum }
