# Өкілдік етуге арналған тапсырмалар.

nav-order-mandates = Өкілдік тапсырмалары
order-mandates = Өкілдік етуге арналған тапсырмалар
order-mandates-count = { $count ->
    [one] { $count } тапсырма
   *[other] { $count } тапсырма
}
order-mandates-find = Аты-жөні, негіздеме, өкілеттік
order-mandates-empty = Тапсырмалар әлі жоқ
order-mandates-empty-detail = Бірінші тапсырманы тізілім енгізеді, кейін оларды беруге тапсырылған адам береді.
order-mandate-state-in-force = Қолданыста
order-mandate-state-ending = Жақында бітеді
order-mandate-state-not-yet = Әлі басталмады
order-mandate-state-expired = Мерзімі бітті
order-mandate-state-revoked = Кері алынды
order-mandate-person = Кімге
order-mandate-principal = Кімнің атынан
order-mandate-scopes = Не тапсырылды
order-mandate-from = Басталуы
order-mandate-to = Аяқталуы
order-mandate-term = Мерзімі
order-mandate-left = Қалған күн
order-mandate-days = { $count ->
    [one] { $count } күн
   *[other] { $count } күн
}
order-mandate-basis = Негіздеме
order-mandate-basis-hint = Бұйрық немесе сенімхат: атауы, нөмірі, күні
order-mandate-given = Кім берді
order-mandate-by-registry = Тізілім енгізді
order-mandate-revoked-on = Кері алынды
order-mandate-you = { $name } (сіз)
order-mandate-somebody = Аты-жөні белгісіз қызметкер (…{ $id })
order-mandate-grant = Тапсырма беру
order-mandate-grant-title = Жаңа тапсырма
order-mandate-choose-person = Тапсырма кімге берілетінін таңдаңыз.
order-mandate-choose-scope = Не тапсырылатынын белгілеңіз.
order-mandate-over = Мерзімі өтіп кетті.
order-mandate-nobody = Мұнда тапсырма беруге болатын бірде-бір қызметкер белгісіз.
order-mandate-revoke = Тапсырманы кері алу
order-mandate-revoke-title = Тапсырманы кері алу керек пе?
order-mandate-revoke-detail = { $name }: тапсырма бүгіннен бастап қолданылмайды. Оны қайтаруға болмайды, жаңасын беруге болады.
order-mandate-revoke-waits = Кері алу жіберілуде.
order-principal-centre = Қаржы орталығы
order-principal-department = Білім басқармасы: { $region }
order-principal-school = Мектеп
order-scope-applications = Өтінімдер
order-scope-funding = Бюджет пен қаржыландыру жоспары
order-scope-contracts = Шарттар
order-scope-acts = Актілер
order-scope-registers = Жиынтық тізілімдер
order-scope-payments = Төлемдер
order-scope-mandates = Басқаларға тапсырма беру
