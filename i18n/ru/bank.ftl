# Files to and from the bank, and what papers need of offices.

## Payment orders
bank-purpose = Оплата услуг по обучению за { $month } по акту № { $act }, договор № { $contract }. Реф. { $reference }
bank-purpose-of-month = Оплата услуг по обучению за { $month }. Реф. { $reference }
bank-payer-no-account = Не указан счёт финансового центра. Внесите ИИК, БИК и КОд: «Настройки» → «Реквизиты».
bank-payer-no-bin = Не указан БИН финансового центра. Внесите его: «Настройки» → «Реквизиты».
bank-payer-no-head = Не указан руководитель финансового центра. Внесите его: «Настройки» → «Реквизиты».
bank-payee-bin = Платёж { $reference }: БИН школы с ошибкой, банк его не примет.
bank-nothing-to-pay = Платежей для отправки в банк нет.
bank-paid-already = Платёж { $reference } уже проведён или возвращён банком.
bank-fault-amount = Платёж { $reference }: такую сумму банк не примет.
bank-fault-day = Платёж { $reference }: дата валютирования раньше даты поручения.
bank-fault-to-oneself = Платёж { $reference }: счёт школы совпадает со счётом отправителя.
bank-fault-payer-bank = Счёт финансового центра — другого банка: БИК не подходит. Исправьте: «Настройки» → «Реквизиты».
bank-fault-payee-bank = Платёж { $reference }: БИК не соответствует счёту школы. Нужно дополнительное соглашение с верными реквизитами.
bank-fault-payer-name = Название финансового центра банк не примет. Исправьте: «Настройки» → «Реквизиты».
bank-fault-signatory = Имя руководителя или главного бухгалтера банк не примет: допустимы только буквы. Исправьте: «Настройки» → «Реквизиты».
bank-fault-payee-name = Платёж { $reference }: название школы банк не примет.
bank-fault-words = Платёж { $reference }: назначение платежа банк не примет.
bank-letter = В наборе символов банка нет символа «{ $character }». Выберите UTF-8: «Настройки» → «Реквизиты».

## Statements
bank-not-a-statement = Это не выписка: нужен файл MT940, MT950 или CSV с заголовками столбцов.
bank-statement-too-long = В выписке слишком много строк. Запросите у банка выписку за меньший период.
bank-line-day = Дата не читается.
bank-line-sum = Сумма не читается однозначно.
bank-line-side = Не указано, списание это или поступление.
bank-line-currency = Валюта — не тенге.
bank-line-quote = Кавычка не закрыта: дальше строки не прочитаны.

## Offices
client-office-bin = Это не БИН: проверьте 12 цифр.
client-office-of-school = Реквизиты школы ведёт реестр, здесь они не вносятся.
client-office-too-long = Реквизиты слишком длинные.
