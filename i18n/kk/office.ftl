# Details of the office in the settings.

office-title = Мекеме деректемелері
office-detail = Баспа нысандары мен төлем тапсырмаларына қажет. Тек осы ноутбукта шифрланып сақталады.
office-name = Толық атауы
office-address = Мекенжайы
office-contacts = Телефон, электрондық пошта
office-iban = ЖСК
office-sector = Код
office-head = Басшы
office-powers = Негізінде әрекет етеді
office-has-accountant = Бас бухгалтер бар
office-accountant = Бас бухгалтер
office-mechanism = Тапсырысты орналастыру негізі
office-charset = Банк файлдарының кодтауы
office-account-wrong = Шот толық емес немесе қате: ЖСК, БСК және Код қажет.
office-unchanged = Ештеңе өзгертілмеді.
