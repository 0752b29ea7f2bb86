# Электронные счета-фактуры актов: что сказала ИС ЭСФ и что делать дальше.

order-invoice = Счёт-фактура
order-invoice-state-not-said = Ответа ещё нет
order-invoice-state-matched = Совпадает с актом
order-invoice-state-missing = Не выписана
order-invoice-state-cancelled = Отозвана или отклонена
order-invoice-state-other-supplier = Другой поставщик
order-invoice-state-other-sum = Другая сумма
order-invoice-number = Номер счёта-фактуры
order-invoice-amount = Сумма счёта-фактуры
order-invoice-said = ИС ЭСФ ответила { $time }
order-invoice-next-not-said = Система спрашивает ИС ЭСФ сама; ответ появится здесь.
order-invoice-next-missing = Школе нужно выписать в ИС ЭСФ счёт-фактуру на { $sum }. До этого акт не включается в сводный реестр и не оплачивается. Новая счёт-фактура найдётся сама.
order-invoice-next-cancelled = Эта счёт-фактура больше не действует. Школе нужно выписать в ИС ЭСФ новую на { $sum }. Она найдётся сама.
order-invoice-next-other-supplier = Счёт-фактура выписана не от имени школы. Школе нужно выписать в ИС ЭСФ свою на { $sum }. Она найдётся сама.
order-invoice-next-other-sum = Сумма счёта-фактуры не равна сумме акта. Школе нужно исправить её в ИС ЭСФ на { $sum }. Исправленная найдётся сама.
