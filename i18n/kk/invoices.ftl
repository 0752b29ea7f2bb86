# Актілердің электрондық шот-фактуралары: ЭШФ АЖ не айтты және әрі қарай не істеу керек.

order-invoice = Шот-фактура
order-invoice-state-not-said = Жауап әлі жоқ
order-invoice-state-matched = Актіге сәйкес
order-invoice-state-missing = Жазылмаған
order-invoice-state-cancelled = Кері алынған не қабылданбаған
order-invoice-state-other-supplier = Басқа жеткізуші
order-invoice-state-other-sum = Басқа сома
order-invoice-number = Шот-фактураның нөмірі
order-invoice-amount = Шот-фактураның сомасы
order-invoice-said = ЭШФ АЖ жауабы: { $time }
order-invoice-next-not-said = Жүйе ЭШФ АЖ-дан өзі сұрайды; жауап осында шығады.
order-invoice-next-missing = Мектеп ЭШФ АЖ-да { $sum } сомасына шот-фактура жазуы керек. Оған дейін акт жиынтық тізілімге енгізілмейді және төленбейді. Жаңа шот-фактура өзі табылады.
order-invoice-next-cancelled = Бұл шот-фактура енді күшінде емес. Мектеп ЭШФ АЖ-да { $sum } сомасына жаңасын жазуы керек. Ол өзі табылады.
order-invoice-next-other-supplier = Шот-фактура мектептің атынан жазылмаған. Мектеп ЭШФ АЖ-да { $sum } сомасына өзінікін жазуы керек. Ол өзі табылады.
order-invoice-next-other-sum = Шот-фактураның сомасы актінің сомасына тең емес. Мектеп оны ЭШФ АЖ-да { $sum } деп түзетуі керек. Түзетілгені өзі табылады.
