# Details of the office in the settings.

office-title = Реквизиты учреждения
office-detail = Нужны для печатных форм и платёжных поручений. Хранятся в зашифрованном виде только на этом ноутбуке.
office-name = Полное наименование
office-address = Адрес
office-contacts = Телефон, электронная почта
office-iban = ИИК
office-sector = КОд
office-head = Руководитель
office-powers = Действует на основании
office-has-accountant = Есть главный бухгалтер
office-accountant = Главный бухгалтер
office-mechanism = Размещает заказ на основании
office-charset = Кодировка файлов банка
office-account-wrong = Счёт указан не полностью или с ошибкой: нужны ИИК, БИК и КОд.
office-unchanged = Ничего не изменено.
